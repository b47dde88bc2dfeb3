/** The receipt: reads a feedback by its author's receipt, again and again while it is looked at. */

import type { Context } from '../context';
import { CONTENT_CHARACTERS, countCharacters, wellFormed } from '../core/characters';
import { explain } from '../core/explain';
import { newKey } from '../core/key';
import { Problem } from '../core/problem';
import { browserClock, mayPass, persist } from '../core/retry';
import type { Conversation } from '../core/types';
import { renderConversation } from './conversation';
import { append, h, isShown } from './dom';
import type { View } from './frame';
import { createReceiptLink } from './receipt-link';
import { thumbnail } from './thumbnail';

/** How often an open receipt asks for news. */
const REFRESH_MS = 15_000;
const THUMBNAIL_TRIES = 4;
const THUMBNAIL_WAIT_MS = 1_500;

export type ReceiptContext = Pick<Context, 'words' | 'api' | 'settings'>;

export interface ReceiptOptions {
  id: string;
  receipt: string;
  /** Said at the top: what has just happened. */
  note?: string | undefined;
  /** Whether to show the link to the page of the receipt: not on that page. */
  link: boolean;
  onBack?: () => void;
}

export function createReceipt(context: ReceiptContext, options: ReceiptOptions): View {
  const { words, api, settings } = context;
  const { id, receipt } = options;
  const shown = h('div', {}, h('p', { class: 'hint' }, words.loading));
  const complaint = h('p', { class: 'error', attributes: { role: 'alert' } });
  const answer = createAnswer(context, options, () => void refresh());
  answer.hidden = true;
  let seen = '';

  async function refresh(): Promise<void> {
    try {
      const conversation = await api.read(id, receipt);
      complaint.textContent = '';
      answer.hidden = false;
      const now = `${conversation.updated_at} ${conversation.status} ${conversation.replies.length}`;
      if (now === seen) return;
      seen = now;
      const rendered = renderConversation(conversation, words, settings.lang);
      shown.replaceChildren(rendered);
      void showPictures(rendered, conversation);
    } catch (error) {
      const missing = error instanceof Problem && error.status === 404;
      if (missing || seen === '') shown.replaceChildren();
      complaint.textContent = missing ? words.errors.receipt : words.errors.unreachable;
    }
  }

  async function showPictures(rendered: HTMLElement, { media_ids: ids }: Conversation): Promise<void> {
    const place = rendered.querySelector('.thumbs');
    for (const mediaId of ids) {
      const bytes = await thumbnailOf(mediaId);
      // A log is no picture.
      if (bytes?.type.startsWith('image/')) place?.append(thumbnail(bytes));
    }
  }

  /** What was sent a moment ago is still being looked at: ask again before leaving it out. */
  async function thumbnailOf(mediaId: string): Promise<Blob | undefined> {
    for (let tries = 0; tries < THUMBNAIL_TRIES; tries += 1) {
      const bytes = await api.thumbnail(mediaId, receipt).catch(() => undefined);
      if (bytes) return bytes;
      await browserClock.sleep(THUMBNAIL_WAIT_MS);
    }
    return undefined;
  }

  void refresh();
  const element = h('div', { class: 'receipt' });
  // Neither in a closed dialog nor in a tab behind others.
  const timer = setInterval(() => !document.hidden && isShown(element) && void refresh(), REFRESH_MS);
  append(element, [
    options.note && h('p', { class: 'notice done', attributes: { role: 'status' } }, options.note),
    h('div', { attributes: { 'aria-live': 'polite' } }, shown),
    complaint,
    answer,
    options.link && createReceiptLink(context, options),
  ]);
  const back = options.onBack ? { onBack: options.onBack } : {};
  return { title: words.mine, element, ...back, leave: () => clearInterval(timer) };
}

/** The field to answer. Its key stays until the answer has arrived, so that a second press says it once. */
function createAnswer(
  { words, api }: ReceiptContext,
  { id, receipt }: ReceiptOptions,
  onSent: () => void,
): HTMLElement {
  const input = h('textarea', { rows: 2, required: true, placeholder: words.answer });
  input.setAttribute('aria-label', words.answer);
  const button = h('button', { class: 'primary' }, words.send);
  const complaint = h('p', { class: 'error', attributes: { role: 'alert' } });
  let key = newKey();
  input.oninput = () => {
    key = newKey();
  };

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const content = wellFormed(input.value.trim());
    if (content === '') return input.focus();
    if (countCharacters(content) > CONTENT_CHARACTERS) {
      complaint.textContent = words.errors.tooLong(CONTENT_CHARACTERS);
      return;
    }
    button.disabled = true;
    complaint.textContent = '';
    try {
      await persist(() => api.answer(id, receipt, content, key));
      input.value = '';
      key = newKey();
      onSent();
    } catch (error) {
      complaint.textContent = mayPass(error) ? words.errors.unreachable : explain(words, error as Problem);
    } finally {
      button.disabled = false;
      input.focus();
    }
  }

  return h(
    'form',
    { class: 'answer', noValidate: true, onsubmit: (event: Event) => void send(event) },
    input,
    button,
    complaint,
  );
}
