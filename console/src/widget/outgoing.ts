/** Sends what waits: when a page loads, when the network comes back, when the person looks again, and now and then. */

import type { Outbox } from './core/outbox';
import type { Receipt } from './core/receipts';

const AGAIN_MS = 60_000;

export function keepSending(outbox: Outbox, onArrived: (receipt: Receipt, name: string) => void): void {
  const flush = () => {
    if (navigator.onLine) void outbox.flush(onArrived);
  };
  addEventListener('online', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && flush());
  // A server that was down comes back without telling anybody.
  setInterval(flush, AGAIN_MS);
  flush();
}
