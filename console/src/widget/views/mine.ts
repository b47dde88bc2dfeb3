/** What this browser has sent, and what it could not send yet. */

import type { Context } from '../context';
import { excerpt } from '../core/characters';
import type { Parcel } from '../core/draft';
import { explain } from '../core/explain';
import type { Receipt } from '../core/receipts';
import { moment, statusTag } from './conversation';
import { h, ICONS } from './dom';
import { iconButton, type View } from './frame';

/** The state of older ones is seen when they are opened: a list is not worth fifty requests. */
const MOST_ASKED = 10;

export interface MineOptions {
  onBack: () => void;
  onOpen: (receipt: Receipt) => void;
  onSend: (parcel: Parcel) => void;
}

export function createMine(context: Context, options: MineOptions): View {
  const { words, receipts, outbox, settings } = context;
  const list = h('ul', { class: 'mine-list' });

  function row(label: Node, text: string, under: Node, press: () => void): HTMLElement {
    const line = h('span', { class: 'facts' }, label, h('span', { class: 'hint' }, under));
    return h('button', { type: 'button', class: 'card', onclick: press }, line, h('span', { class: 'text' }, text));
  }

  async function draw(): Promise<void> {
    const unsent = (await outbox.waiting()).map((parcel) => {
      const state = parcel.refused ? words.notAccepted : words.unsent;
      const under = parcel.refused ? document.createTextNode(explain(words, parcel.refused)) : at(parcel.createdAt);
      const label = h('span', { class: 'tag status waiting' }, state);
      const text = excerpt(parcel.body.content, 60);
      const drop = () => void outbox.remove(parcel.name).then(draw);
      const remove = iconButton({ label: words.remove(text), path: ICONS.close, press: drop });
      return h(
        'li',
        { class: 'row' },
        row(label, text, under, () => options.onSend(parcel)),
        remove,
      );
    });
    const sent = receipts.all().map((receipt, index) => {
      const status = h('span', {}, words.kinds[receipt.kind]);
      if (index < MOST_ASKED) void showStatus(receipt, status);
      return h(
        'li',
        {},
        row(status, receipt.excerpt, moment(receipt.createdAt, settings.lang), () => options.onOpen(receipt)),
      );
    });
    list.replaceChildren(...unsent, ...sent);
    if (unsent.length + sent.length === 0) list.append(h('li', { class: 'hint nothing' }, words.nothingYet));
  }

  /** The list is there at once; where each stands follows. */
  async function showStatus({ id, receipt }: Receipt, place: HTMLElement): Promise<void> {
    const conversation = await context.api.read(id, receipt).catch(() => undefined);
    if (conversation) place.replaceWith(statusTag(conversation.status, words));
  }

  const at = (ms: number) => moment(new Date(ms).toISOString(), settings.lang);
  void draw();
  return { title: words.mine, element: list, onBack: options.onBack };
}
