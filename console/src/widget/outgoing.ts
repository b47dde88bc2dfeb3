/** Sends what waits: when a page loads, when the network comes back, and when the person looks again. */

import type { Outbox } from './core/outbox';
import type { Receipt } from './core/receipts';

export function keepSending(outbox: Outbox, onArrived: (receipt: Receipt, key: string) => void): void {
  const flush = () => {
    if (navigator.onLine) void outbox.flush(onArrived);
  };
  addEventListener('online', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && flush());
  flush();
}
