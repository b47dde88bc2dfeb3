/** The link by which an author finds their feedback again, from any device. */

import { h } from './dom';
import type { ReceiptContext, ReceiptOptions } from './receipt';

/** The secret stands in the fragment, which no server and no log sees. */
export function receiptAddress(api: string, id: string, receipt: string): string {
  return `${api}/receipt#${id}.${receipt}`;
}

export function createReceiptLink({ words, settings }: ReceiptContext, { id, receipt }: ReceiptOptions): HTMLElement {
  const href = receiptAddress(settings.api, id, receipt);
  const link = h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, words.openReceipt);
  const copy = h('button', { type: 'button', class: 'link' }, words.copy);
  copy.onclick = async () => {
    await navigator.clipboard.writeText(href);
    copy.textContent = words.copied;
  };
  // Pages without TLS have no clipboard; there the link itself can be copied.
  copy.hidden = !('clipboard' in navigator);
  return h('p', { class: 'keep hint' }, h('span', {}, words.keepLink), link, copy);
}
