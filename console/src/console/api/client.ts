/** Typed calls of the native API; the types are generated from `shared/openapi.json`. */

import createClient, { type Client } from 'openapi-fetch';
import { Problem } from './problem';
import type { components, paths } from './schema';
import { createTokens, exchangeSession } from './tokens';

export type Schemas = components['schemas'];

export const tokens = createTokens(exchangeSession);

/** For the routes that the cookie opens: sign-in and what belongs to it. */
export const session = createClient<paths>({ baseUrl: location.origin });

const clients = new Map<string, Client<paths>>();

/** Calls in the name of the member, within one app. */
export function inApp(app: string): Client<paths> {
  let client = clients.get(app);
  if (client === undefined) {
    client = createClient<paths>({ baseUrl: location.origin, fetch: (request) => fetchInApp(app, request) });
    clients.set(app, client);
  }
  return client;
}

/** A token may end before its time: one new token, one more try. */
export async function fetchInApp(app: string, request: Request): Promise<Response> {
  const again = request.clone();
  const answer = await send(request, await tokens.get(app));
  if (answer.status !== 401) return answer;
  tokens.forget(app);
  return send(again, await tokens.get(app));
}

function send(request: Request, token: string): Promise<Response> {
  request.headers.set('authorization', `Bearer ${token}`);
  return fetch(request);
}

/** The body of a success; a problem is thrown. */
export async function bodyOf<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw Problem.of(response, error);
  return data as T;
}

/** The same for a route that the description does not have yet. */
export async function readJson<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (!response.ok) throw Problem.of(response, body);
  return body as T;
}
