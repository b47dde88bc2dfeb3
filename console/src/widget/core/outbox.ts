/** The parcels that are not known to have arrived, and their way out. */

import type { Api } from './api';
import { openStore, type Store } from './database';
import { deliver, type Progress } from './deliver';
import type { Parcel } from './draft';
import { newKey } from './key';
import type { Receipt, Receipts } from './receipts';
import { browserClock, mayPass } from './retry';
import { transfer } from './transfer';

export interface Outbox {
  /** Writes a parcel down before its first try. */
  add(parcel: Parcel): Promise<void>;
  remove(key: string): Promise<void>;
  /** What waits, oldest first. */
  waiting(): Promise<Parcel[]>;
  /** Sends one; a refusal or a lost network is thrown. Nothing, if it is being sent already or has been. */
  send(key: string, onProgress: Progress): Promise<Receipt | undefined>;
  /** Sends all that may pass; what fails stays. Calls back after each that arrives. */
  flush(onArrived: (receipt: Receipt, key: string) => void): Promise<void>;
}

export function createOutbox(api: Api, where: { api: string; app: string }, receipts: Receipts): Outbox {
  const store: Store<Parcel> = openStore('parcels');

  async function waiting(): Promise<Parcel[]> {
    const ours = (await store.all()).filter((parcel) => parcel.api === where.api && parcel.app === where.app);
    return ours.sort((a, b) => a.createdAt - b.createdAt);
  }

  function send(key: string, onProgress: Progress): Promise<Receipt | undefined> {
    return alone(key, async () => {
      // As it is now: another page may have sent it, or some of its files.
      const parcel = await store.get(key);
      if (parcel === undefined) return undefined;
      const save = (changed: Parcel) => store.put(key, changed);
      const submitted = await deliver(parcel, { api, transfer, save, clock: browserClock, newKey }, onProgress);
      const receipt = receipts.add(parcel.body.kind, parcel.body.content, submitted);
      await store.remove(key);
      return receipt;
    });
  }

  return {
    add: (parcel) => store.put(parcel.key, parcel),
    remove: (key) => store.remove(key),
    waiting,
    send,
    async flush(onArrived) {
      for (const parcel of await waiting()) {
        if (parcel.refused !== undefined) continue;
        try {
          const receipt = await send(parcel.key, () => undefined);
          if (receipt !== undefined) onArrived(receipt, parcel.key);
        } catch (error) {
          if (mayPass(error)) return;
          await store.put(parcel.key, { ...parcel, refused: (error as Error).message });
        }
      }
    },
  };
}

/** Runs `work` unless a page of this site already runs it; browsers without locks rely on the idempotency key. */
function alone<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) return work();
  return locks.request(`yijian:${name}`, { ifAvailable: true }, (lock) => (lock ? work() : undefined)) as Promise<
    T | undefined
  >;
}
