/** The panel: a heading, one view at a time, and a voice for screen readers. */

import type { Words } from '../core/words.zh';
import { append, h, ICONS, icon } from './dom';

export interface View {
  title: string;
  element: HTMLElement;
  /** Where the back button leads; without it there is none. */
  onBack?: () => void;
  /** Where the keyboard goes; the heading if not given. */
  focus?: HTMLElement;
  /** Ends what the view has begun. */
  leave?: () => void;
}

export interface Frame {
  element: HTMLElement;
  show: (view: View) => void;
  /** Whether this is what people see, so that nothing comes over what they went on with. */
  shows: (view: View) => boolean;
  /** Says something to screen readers. */
  announce: (text: string) => void;
}

export interface FrameButton {
  label: string;
  path: string;
  press: () => void;
}

export function createFrame(words: Words, buttons: FrameButton[]): Frame {
  const heading = h('h2', { id: 'yj-title', tabIndex: -1 });
  const back = iconButton({ label: words.back, path: ICONS.back, press: () => current?.onBack?.() });
  const header = h('header', {}, back, heading, ...buttons.map(iconButton));
  const body = h('div', { class: 'body' });
  const voice = h('p', { class: 'unseen', attributes: { 'aria-live': 'polite' } });
  const element = h('div', { class: 'frame' }, header, body, voice);
  let current: View | undefined;

  return {
    element,
    show(view) {
      current?.leave?.();
      current = view;
      heading.textContent = view.title;
      back.hidden = view.onBack === undefined;
      body.replaceChildren();
      append(body, [view.element]);
      body.scrollTop = 0;
      (view.focus ?? heading).focus({ preventScroll: true });
    },
    shows: (view) => view === current,
    announce(text) {
      voice.textContent = text;
    },
  };
}

export function iconButton({ label, path, press }: FrameButton): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'icon', title: label, onclick: press }, icon(path));
  button.setAttribute('aria-label', label);
  return button;
}
