/** After too many failures a name is locked for a while; the page counts the time down. */

import { useEffect, useState } from 'react';
import type { Words } from '../i18n/zh';

const SECOND_MS = 1_000;

/** `4:07`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** When which name may try again. */
export type Locks = ReadonlyMap<string, number>;

/** Seconds for which `name` stays locked; 0 if it is not. */
export function leftOf(locks: Locks, name: string, nowMs: number): number {
  return Math.max(Math.ceil(((locks.get(name) ?? 0) - nowMs) / SECOND_MS), 0);
}

/** The lock of `name`; another name is as free as before. */
export function useLockOut(name: string) {
  const [locks, setLocks] = useState<Locks>(new Map());
  const [nowMs, setNowMs] = useState(() => Date.now());

  useEffect(() => {
    if (locks.size === 0) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [locks]);

  const left = leftOf(locks, name, nowMs);
  const locked = left > 0;
  return {
    begin(of: string, seconds: number) {
      setNowMs(Date.now());
      setLocks((before) => new Map(before).set(of, Date.now() + seconds * SECOND_MS));
    },
    /** What is left, to the second. */
    left: locked ? clock(left) : undefined,
    /** In minutes, so that a screen reader is not read to every second. */
    message: (words: Words['signIn']) => (locked ? words.locked(Math.ceil(left / 60)) : undefined),
  };
}
