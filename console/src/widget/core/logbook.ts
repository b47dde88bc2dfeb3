/** The last things that a page logged: a ring, so that a page that runs for days holds no more than a page that just began. */

import { redact } from './redact';

export type Level = 'error' | 'warn' | 'info';

/** Entries that are kept. */
const MOST_ENTRIES = 200;
/** Characters of one entry: enough for a stack, not for a dump. */
const MOST_CHARACTERS = 2_000;

export interface Logbook {
  /** Keeps a line; drops the oldest when full. */
  add(level: Level, text: string): void;
  /** All lines, redacted, oldest first, each with its time. */
  text(): string;
  /** How many lines there are. */
  size(): number;
}

export function createLogbook(now: () => Date = () => new Date(), most = MOST_ENTRIES): Logbook {
  const ring: string[] = [];
  let next = 0;
  return {
    add(level, text) {
      // A page may log thousands of lines a second: they are cut now, and redacted when somebody looks.
      const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
      ring[next % most] = `${now().toISOString()} ${level} ${cut}`;
      next += 1;
    },
    text() {
      const first = next % most;
      const lines = next > most ? [...ring.slice(first), ...ring.slice(0, first)] : ring;
      return lines.map(redact).join('\n');
    },
    size: () => ring.length,
  };
}
