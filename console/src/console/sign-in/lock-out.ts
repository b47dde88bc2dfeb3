/** After too many failures a name is locked for a while; the page counts the time down. */

import { useEffect, useState } from 'react';
import type { Words } from '../i18n/zh';

const SECOND_MS = 1_000;

/** `4:07`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function useLockOut() {
  const [endsAtMs, setEndsAtMs] = useState<number>();
  const [leftSeconds, setLeftSeconds] = useState(0);

  useEffect(() => {
    if (endsAtMs === undefined) return undefined;
    const tick = () => {
      const left = Math.ceil((endsAtMs - Date.now()) / SECOND_MS);
      setLeftSeconds(Math.max(left, 0));
      if (left <= 0) setEndsAtMs(undefined);
    };
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [endsAtMs]);

  const locked = endsAtMs !== undefined && leftSeconds > 0;
  return {
    begin(seconds: number) {
      setLeftSeconds(seconds);
      setEndsAtMs(Date.now() + seconds * SECOND_MS);
    },
    /** What is left, to the second. */
    left: locked ? clock(leftSeconds) : undefined,
    /** In minutes, so that a screen reader is not read to every second. */
    message: (words: Words['signIn']) => (locked ? words.locked(Math.ceil(leftSeconds / 60)) : undefined),
  };
}
