/** Builds elements. Text is always text, and styles are classes: a page's strict policy has nothing to object to. */

type Child = Node | string | undefined | false;

type Properties<E> = Partial<Omit<E, 'style' | 'className' | 'children' | 'attributes'>> & {
  class?: string;
  /** ARIA and other attributes that are no properties. */
  attributes?: Record<string, string>;
};

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<HTMLElementTagNameMap[Tag]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const { class: names, attributes, ...rest } = properties;
  const element = document.createElement(tag);
  Object.assign(element, rest);
  if (names) element.className = names;
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  append(element, children);
  return element;
}

export function append(parent: Node, children: Child[]): void {
  for (const child of children) if (child) parent.appendChild(child instanceof Node ? child : new Text(child));
}

/** Whether it is on the page and not within a closed dialog. */
export function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing on a 24 by 24 grid, hidden from screen readers: its button says what it is. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  bubble: 'M4 5h16v11H9l-5 4zM8 9h8M8 12h5',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  screen: 'M4 8V5h3M17 5h3v3M20 16v3h-3M7 19H4v-3M8 12h8M12 8v8',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  check: 'M5 12l5 5L19 7',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18M12 7v5l3 2',
};

let drawn = 0;
/** An id for a label, unlike any other in this document. */
export function freshId(): string {
  drawn += 1;
  return `yj-${drawn}`;
}
