/** The description with its live count. */

import { CONTENT_CHARACTERS, countCharacters } from '../core/characters';
import type { Words } from '../core/words.zh';
import { freshId, h } from './dom';

/** A screen reader hears the count when it comes near the end, not at every letter. */
const HEARD_FROM = CONTENT_CHARACTERS - 200;

export interface Description {
  element: HTMLElement;
  input: HTMLTextAreaElement;
  /** Other words for another kind. */
  ask(label: string, placeholder: string): void;
}

export function createDescription(words: Words, text: string): Description {
  const id = freshId();
  const label = h('label', { htmlFor: id });
  const count = h('span', { class: 'count', attributes: { 'aria-hidden': 'true' } });
  const heard = h('span', { class: 'unseen', attributes: { 'aria-live': 'polite' } });
  const input = h('textarea', { id, value: text, rows: 5, required: true });
  const update = () => {
    const length = countCharacters(input.value);
    count.textContent = words.count(length, CONTENT_CHARACTERS);
    count.classList.toggle('over', length > CONTENT_CHARACTERS);
    heard.textContent = length >= HEARD_FROM ? words.countLong(length, CONTENT_CHARACTERS) : '';
    input.removeAttribute('aria-invalid');
  };
  input.addEventListener('input', update);
  update();
  return {
    element: h('div', { class: 'field' }, h('div', { class: 'label' }, label, count), input, heard),
    input,
    ask(words, placeholder) {
      label.textContent = words;
      input.placeholder = placeholder;
    },
  };
}
