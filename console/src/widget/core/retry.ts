/** When to try again, and how long to wait: one policy for every request of the widget. */

import { Problem } from './problem';

/** Tries of one request before the draft is left for later. */
export const MOST_TRIES = 5;
const FIRST_WAIT_MS = 800;
const LONGEST_WAIT_MS = 30_000;

/** Whether the same request may succeed later. Anything but the API's own refusal may: most are networks. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Problem)) return true;
  return error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500;
}

/** How long to wait before try `tries + 1`: doubling, spread out so that clients don't return together. */
export function waitMs(tries: number, error: unknown, random: () => number = Math.random): number {
  const asked = error instanceof Problem ? error.retryAfterMs : undefined;
  const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return Math.max(asked ?? 0, grown * (0.5 + random() / 2));
}

export interface Clock {
  /** Resolves after so many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Whether there is a network at all. */
  isOnline(): boolean;
}

export const browserClock: Clock = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  isOnline: () => navigator.onLine,
};

/** Does `work` until it succeeds, is refused, has no network, or has been tried often enough; then throws the last error. */
export async function persist<T>(work: () => Promise<T>, clock: Clock = browserClock): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error) || tries === MOST_TRIES || !clock.isOnline()) throw error;
      await clock.sleep(waitMs(tries, error));
    }
  }
}
