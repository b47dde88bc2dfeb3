/** Who is signed in. */

import { bodyOf, type Schemas, session } from './client';

export type Session = Schemas['Session'];
export type SessionApp = Schemas['SessionApp'];

/** The session that the browser's cookie stands for, if it still stands for one. */
export async function readSession(): Promise<Session | null> {
  const { data, response } = await session.GET('/v1/session');
  if (response.status === 401) return null;
  return bodyOf(Promise.resolve({ ...(data && { data }), response }));
}

export function signIn(name: string, password: string): Promise<Session> {
  return bodyOf(session.POST('/v1/login', { body: { name, password } }));
}

export async function signOut(): Promise<void> {
  // The API asks for JSON on all that changes a session, since other sites cannot send it unasked.
  await bodyOf(session.POST('/v1/logout', { headers: { 'content-type': 'application/json' } }));
}
