/** The parcels that are not known to have arrived, and their way out. */

import type { Api } from './api';
import { openStore, type Store } from './database';
import { deliver, type Progress } from './deliver';
import { KEPT_MS, type Parcel } from './draft';
import { newKey } from './key';
import { type Problem, rejectionOf } from './problem';
import type { Receipt, Receipts } from './receipts';
import { browserClock, mayPass } from './retry';
import { transfer } from './transfer';

export interface Outbox {
  /** Writes a parcel down before its first try. */
  add(parcel: Parcel): Promise<void>;
  remove(name: string): Promise<void>;
  /** What waits, oldest first. */
  waiting(): Promise<Parcel[]>;
  /** Sends one; a refusal, which is also written down, or a lost network is thrown. Nothing, if it is being sent or has been. */
  send(name: string, onProgress: Progress): Promise<Receipt | undefined>;
  /** Sends all that may pass; what fails stays. Calls back after each that arrives. */
  flush(onArrived: (receipt: Receipt, name: string) => void): Promise<void>;
}

export function createOutbox(api: Api, where: { api: string; app: string }, receipts: Receipts): Outbox {
  const store: Store<Parcel> = openStore('parcels');

  async function waiting(): Promise<Parcel[]> {
    const ours = (await store.all()).filter((parcel) => parcel.api === where.api && parcel.app === where.app);
    const old = ours.filter((parcel) => parcel.refused && parcel.createdAt < Date.now() - KEPT_MS);
    for (const { name } of old) await store.remove(name);
    return ours.filter((parcel) => !old.includes(parcel)).sort((a, b) => a.createdAt - b.createdAt);
  }

  function send(name: string, onProgress: Progress): Promise<Receipt | undefined> {
    return alone(name, async () => {
      // As it is now: another page may have sent it, or some of its files.
      const parcel = await store.get(name);
      if (parcel === undefined) return undefined;
      const save = (changed: Parcel) => store.put(name, changed);
      const means = { api, transfer, save, clock: browserClock, newKey };
      const submitted = await deliver(parcel, means, onProgress).catch(async (error: unknown) => {
        // Errors lose their members in a database.
        if (!mayPass(error)) await save({ ...parcel, refused: rejectionOf(error as Problem) });
        throw error;
      });
      const receipt = receipts.add(parcel.body.kind, parcel.body.content, submitted);
      await store.remove(name);
      return receipt;
    });
  }

  return {
    add: (parcel) => store.put(parcel.name, parcel),
    remove: (name) => store.remove(name),
    waiting,
    send,
    async flush(onArrived) {
      for (const parcel of await waiting()) {
        if (parcel.refused !== undefined) continue;
        try {
          const receipt = await send(parcel.name, () => undefined);
          if (receipt !== undefined) onArrived(receipt, parcel.name);
        } catch (error) {
          if (mayPass(error)) return;
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
