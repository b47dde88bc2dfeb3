/**
 * Access tokens, in memory only: one for each app, exchanged for the session's cookie.
 *
 * The cookie itself is invisible to scripts and good for nothing else, so a script that slipped into the page could
 * take a token of a quarter of an hour at most.
 */

import { Problem } from './problem';

/** A token is renewed this long before it ends, so that it cannot end on the way. */
const RENEW_BEFORE_MS = 60_000;

interface Held {
  token: string;
  endsAtMs: number;
}

export interface Tokens {
  /** A token that counts, of `app`. */
  get(app: string): Promise<string>;
  /** Drops the token of `app`, which the API refused. */
  forget(app: string): void;
  /** Drops all of them, and those under way, at the end of a session. */
  clear(): void;
}

/** `exchange` asks for a new token; it is asked once, however many calls wait for it. */
export function createTokens(exchange: (app: string) => Promise<Held>, now: () => number = Date.now): Tokens {
  const held = new Map<string, Held>();
  const coming = new Map<string, Promise<Held>>();
  // Raised when a session ends: a token that was asked for in its name must not serve the next one.
  let generation = 0;

  function ask(app: string): Promise<Held> {
    const renewal = exchange(app).finally(() => {
      if (coming.get(app) === renewal) coming.delete(app);
    });
    coming.set(app, renewal);
    return renewal;
  }

  async function renew(app: string): Promise<Held> {
    const askedIn = generation;
    const fresh = await (coming.get(app) ?? ask(app));
    if (askedIn !== generation) throw new Problem(0, 'the session has ended');
    held.set(app, fresh);
    return fresh;
  }

  return {
    async get(app) {
      const current = held.get(app);
      if (current !== undefined && current.endsAtMs - RENEW_BEFORE_MS > now()) return current.token;
      return (await renew(app)).token;
    },
    forget: (app) => void held.delete(app),
    clear() {
      generation += 1;
      held.clear();
      coming.clear();
    },
  };
}

/** Exchanges the cookie for a token of `app`. */
export async function exchangeSession(app: string): Promise<Held> {
  const askedAtMs = Date.now();
  const response = await fetch('/v1/session/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: app }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw Problem.of(response, body);
  const { token, expires_in } = body as { token: string; expires_in: number };
  return { token, endsAtMs: askedAtMs + expires_in * 1000 };
}
