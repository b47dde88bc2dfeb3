/** The form: what kind, what happened, when, with which pictures; and how to reach whoever asks. */

import type { Context } from '../context';
import { CONTENT_CHARACTERS, countCharacters } from '../core/characters';
import { type Draft, localMinute } from '../core/draft';
import { FAULTS } from '../../faults';
import type { Kind } from '../core/types';
import { createChoices } from './choices';
import { createConsent } from './consent';
import { createDescription } from './description';
import { freshId, h } from './dom';
import type { View } from './frame';
import { createPictures, type PicturesOptions } from './pictures';

const KINDS = ['fault', 'suggestion'] as const;

export interface FormOptions extends Pick<PicturesOptions, 'aside' | 'host'> {
  draft: Draft;
  /** Shown above the button: what went wrong at the last try. */
  error?: string | undefined;
  onChange: (draft: Draft) => void;
  onSubmit: (draft: Draft) => void;
  /** Shown at the top, with a way to begin anew. */
  restored?: { onDiscard: () => void } | undefined;
}

export function createForm(context: Context, options: FormOptions): View {
  const { words } = context;
  const { draft } = options;
  const changed = () => options.onChange(draft);
  const listening = new AbortController();

  const complaint = h('p', { class: 'error', attributes: { role: 'alert' } });
  const complain = (message: string) => {
    complaint.textContent = message;
  };
  if (options.error) complain(options.error);

  const kinds = createChoices({
    legend: words.kindLegend,
    class: 'kinds',
    type: 'radio',
    options: KINDS,
    words: words.kinds,
    chosen: [draft.kind],
    onChange: ([kind]) => setKind(kind ?? 'fault'),
  });
  const faults = createChoices({
    legend: words.faultsLegend,
    class: 'faults',
    type: 'checkbox',
    options: FAULTS,
    words: words.faults,
    chosen: draft.faults,
    onChange: (chosen) => {
      draft.faults = chosen;
      changed();
    },
  });
  const when = createWhen(context, draft, changed);
  const description = createDescription(words, draft.content);
  description.input.addEventListener('input', () => {
    draft.content = description.input.value;
    complain('');
    changed();
  });
  const { pictures } = draft;
  const pictureField = createPictures(context, {
    ...options,
    pictures,
    onChange: changed,
    onError: complain,
    signal: listening.signal,
  });
  const contact = createContact(context, draft, changed);
  const consent = createConsent(context, draft.logConsent, (agreed) => {
    draft.logConsent = agreed;
    changed();
  });

  function setKind(kind: Kind): void {
    draft.kind = kind;
    for (const onlyOfFaults of [faults, when, consent]) onlyOfFaults.hidden = kind !== 'fault';
    // A page of our own logs nothing of the app that the fault is in.
    if (context.source === 'web') consent.hidden = true;
    description.ask(words.content[kind], words.placeholder[kind]);
    changed();
  }

  function submit(event: Event): void {
    event.preventDefault();
    const wrong = check(draft, context);
    if (wrong === undefined) return options.onSubmit(draft);
    complain(wrong);
    description.input.setAttribute('aria-invalid', 'true');
    description.input.focus();
  }

  const button = h('button', { class: 'primary' }, words.submit);
  const form = h(
    'form',
    { noValidate: true, onsubmit: submit },
    options.restored && createRestored(context, options.restored.onDiscard),
    kinds,
    faults,
    description.element,
    when,
    pictureField,
    contact,
    consent,
    h('div', { class: 'end' }, complaint, button),
  );
  setKind(draft.kind);
  // On a phone the keyboard would cover the form before anybody has seen it.
  const focus = matchMedia('(pointer: fine)').matches ? { focus: description.input } : {};
  return { title: words.title, element: form, ...focus, leave: () => listening.abort() };
}

function check(draft: Draft, { words }: Context): string | undefined {
  if (draft.content.trim() === '') return words.errors.empty;
  if (countCharacters(draft.content.trim()) > CONTENT_CHARACTERS) return words.errors.tooLong(CONTENT_CHARACTERS);
  return undefined;
}

function createWhen({ words }: Context, draft: Draft, changed: () => void): HTMLElement {
  const id = freshId();
  const input = h('input', { id, type: 'datetime-local', value: draft.occurredAt, max: localMinute(new Date()) });
  input.oninput = () => {
    draft.occurredAt = input.value;
    changed();
  };
  return h('div', { class: 'field' }, h('label', { class: 'label', htmlFor: id }, words.occurredAt), input);
}

function createContact({ words }: Context, draft: Draft, changed: () => void): HTMLElement {
  const id = freshId();
  const input = h('input', {
    id,
    type: 'text',
    value: draft.contact,
    maxLength: 255,
    placeholder: words.contactPlaceholder,
  });
  input.autocomplete = 'email';
  input.oninput = () => {
    draft.contact = input.value;
    changed();
  };
  const label = h('label', { htmlFor: id }, words.contact);
  return h(
    'div',
    { class: 'field' },
    h('div', { class: 'label' }, label, h('span', { class: 'hint' }, words.optional)),
    input,
  );
}

function createRestored({ words }: Context, onDiscard: () => void): HTMLElement {
  const discard = h('button', { type: 'button', class: 'link', onclick: onDiscard }, words.discard);
  return h('p', { class: 'notice' }, words.restored, discard);
}
