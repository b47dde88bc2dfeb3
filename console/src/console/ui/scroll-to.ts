/** For `ref`: brings what is current into view, in a row that scrolls sideways on a phone. */
export function scrollTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ inline: 'center', block: 'nearest' });
}
