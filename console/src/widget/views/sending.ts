/** While a feedback is on its way, and where it waits if it can't go. */

import type { Context } from '../context';
import { h, ICONS, icon } from './dom';
import type { View } from './frame';

/** Screen readers hear the progress at each of these many steps, not at every packet. */
const HEARD_STEPS = 4;

export interface Sending extends View {
  progress: (share: number) => void;
}

export function createSending({ words }: Context, announce: (text: string) => void): Sending {
  const bar = h('progress', { max: 1, value: 0 });
  bar.setAttribute('aria-label', words.sending);
  const text = h('p', { class: 'hint' }, words.sending);
  let heard = -1;
  return {
    title: words.sending,
    element: h('div', { class: 'moment' }, bar, text),
    progress(share) {
      bar.value = share;
      const now = words.progress(Math.floor(share * 100));
      text.textContent = share < 1 ? now : words.sending;
      const step = Math.floor(share * HEARD_STEPS);
      if (step > heard && share < 1) announce(now);
      heard = Math.max(heard, step);
    },
  };
}

export interface SavedOptions {
  onRetry: () => void;
  onWrite: () => void;
}

/** The feedback waits on this device. */
export function createSaved({ words }: Context, { onRetry, onWrite }: SavedOptions): View {
  const retry = h('button', { type: 'button', class: 'primary', onclick: onRetry }, words.retry);
  const write = h('button', { type: 'button', class: 'plain', onclick: onWrite }, words.write);
  const why = navigator.onLine ? words.savedTrouble : words.savedOffline;
  return {
    title: words.savedTitle,
    element: h(
      'div',
      { class: 'moment' },
      h('span', { class: 'badge' }, icon(ICONS.clock)),
      h('p', { attributes: { role: 'status' } }, why),
      h('div', { class: 'row' }, write, retry),
    ),
  };
}
