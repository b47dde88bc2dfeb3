/** Radio buttons and checkboxes that look like tabs and chips, and stay what they are for the keyboard. */

import { h } from './dom';

interface Choices<T extends string> {
  legend: string;
  class: string;
  type: 'radio' | 'checkbox';
  options: readonly T[];
  words: Record<T, string>;
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

export function createChoices<T extends string>(choices: Choices<T>): HTMLFieldSetElement {
  const { type } = choices;
  const inputs = choices.options.map((value) =>
    h('input', { type, value, name: choices.class, checked: choices.chosen.includes(value) }),
  );
  const labels = inputs.map((input) => h('label', {}, input, h('span', {}, choices.words[input.value as T])));
  const group = h('fieldset', { class: choices.class }, h('legend', {}, choices.legend), ...labels);
  group.addEventListener('change', () =>
    choices.onChange(inputs.filter(({ checked }) => checked).map(({ value }) => value as T)),
  );
  return group;
}
