/** What this browser has sent: the receipts by which it reads the answers. */

import { excerpt } from './characters';
import type { Kind, Submitted } from './types';

/** Older ones are forgotten; their links still work. */
const MOST_RECEIPTS = 50;

export interface Receipt {
  id: string;
  receipt: string;
  kind: Kind;
  /** The beginning of what was written. */
  excerpt: string;
  createdAt: string;
}

export interface Receipts {
  /** Newest first. */
  all(): Receipt[];
  add(kind: Kind, content: string, submitted: Submitted): Receipt;
}

export function createReceipts(app: string, storage: Storage | undefined = localStorageOrNone()): Receipts {
  const name = `yijian:receipts:${app}`;
  /** What the browser did not take, for as long as the page lives. */
  let kept: Receipt[] | undefined;

  function all(): Receipt[] {
    if (kept) return kept;
    try {
      const stored: unknown = JSON.parse(storage?.getItem(name) ?? 'null');
      return Array.isArray(stored) ? (stored as Receipt[]) : [];
    } catch {
      return [];
    }
  }

  return {
    all,
    add(kind, content, { id, receipt, created_at: createdAt }) {
      const added = { id, receipt, kind, excerpt: excerpt(content.trim(), 60), createdAt };
      // A replayed submission answers with the same id.
      kept = [added, ...all().filter((other) => other.id !== id)].slice(0, MOST_RECEIPTS);
      try {
        storage?.setItem(name, JSON.stringify(kept));
        if (storage) kept = undefined;
      } catch {
        // A full or forbidden storage: `kept` has them, the new one too.
      }
      return added;
    },
  };
}

function localStorageOrNone(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
