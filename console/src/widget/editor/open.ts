/** The picture editor, in a file of its own that loads when somebody first edits a picture. */

import { h, ICONS, icon } from '../views/dom';
import { createDrawing } from './drawing';
import css from './editor.css?inline';
import type { Tool } from './shapes';
import type { OpenEditor } from './types';

const TOOLS: Record<Tool, string> = {
  pen: ICONS.pen,
  arrow: 'M5 19L19 5M9 5h10v10',
  mosaic: 'M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16',
};
const UNDO = 'M9 7L4 12l5 5M4 12h11a5 5 0 010 10h-2';
const COLOURS = { red: '#e5322d', yellow: '#ffc60a', blue: '#2b5fd9', black: '#1f2329' } as const;

export const openEditor: OpenEditor = async (host, picture, words) => {
  addStyles(host);
  const undo = h('button', { type: 'button', class: 'icon', title: words.undo }, icon(UNDO));
  undo.setAttribute('aria-label', words.undo);
  const update = () => {
    undo.disabled = !drawing.isTouched();
  };
  const drawing = await createDrawing(picture, update);
  drawing.canvas.setAttribute('role', 'img');
  drawing.canvas.setAttribute('aria-label', words.canvas);
  undo.onclick = drawing.undo;
  update();

  const tools = pickOne(words.title, Object.keys(TOOLS) as Tool[], (tool) => ({
    label: words[tool],
    content: icon(TOOLS[tool]),
    pick: () => (drawing.tool = tool),
  }));
  const colours = pickOne(words.colour, Object.keys(COLOURS) as (keyof typeof COLOURS)[], (colour) => ({
    label: words.colours[colour],
    content: h('i', { class: `dot ${colour}` }),
    pick: () => (drawing.colour = COLOURS[colour]),
  }));
  const cancel = h('button', { type: 'button', class: 'plain' }, words.cancel);
  const done = h('button', { type: 'button', class: 'primary' }, words.done);
  const editor = h(
    'div',
    // Takes the focus when the canvas is pressed, so that the keys stay the editor's.
    { class: 'editor', tabIndex: -1, attributes: { role: 'group', 'aria-label': words.title } },
    h('div', { class: 'stage' }, drawing.canvas),
    h('div', { class: 'bar' }, tools, colours),
    h('div', { class: 'bar' }, undo, cancel, done),
  );

  return new Promise((resolve, reject) => {
    const others = [...host.children].filter((child) => child instanceof HTMLElement);
    const close = () => {
      editor.remove();
      for (const other of others) other.inert = false;
    };
    cancel.onclick = () => {
      close();
      resolve(undefined);
    };
    done.onclick = () => {
      close();
      drawing.save().then(resolve, reject);
    };
    editor.onkeydown = (event) => {
      if (event.key === 'z' && (event.ctrlKey || event.metaKey)) drawing.undo();
      if (event.key !== 'Escape') return;
      // Esc leaves the editor, and not the dialog with it.
      event.preventDefault();
      event.stopPropagation();
      cancel.click();
    };
    for (const other of others) other.inert = true;
    host.append(editor);
    tools.querySelector('input')?.focus();
  });
};

interface Option {
  label: string;
  content: Element;
  pick: () => void;
}

/** Radio buttons: the arrow keys go from one to the next. */
function pickOne<T extends string>(legend: string, values: T[], optionOf: (value: T) => Option): HTMLElement {
  const options = values.map((value, index) => {
    const { label, content, pick } = optionOf(value);
    const input = h('input', { type: 'radio', name: legend, checked: index === 0, onchange: pick });
    input.setAttribute('aria-label', label);
    return h('label', { title: label }, input, h('span', {}, content));
  });
  return h('fieldset', { class: 'pick', attributes: { 'aria-label': legend } }, ...options);
}

function addStyles(host: HTMLElement): void {
  const root = host.getRootNode() as ShadowRoot;
  if (root.adoptedStyleSheets.some((sheet) => sheets.has(sheet))) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.add(sheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

const sheets = new WeakSet<CSSStyleSheet>();
