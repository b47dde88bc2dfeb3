/** The calls of the native API that a person's browser makes. */

import { type Problem, problemOf, unreachable } from './problem';
import type { Conversation, NewFeedback, Reply, Submitted, Upload } from './types';

/** A token is renewed this long before it ends, so that it can't end on the way. */
const RENEW_BEFORE_MS = 60_000;
/** API Gateway itself gives up after 30 seconds. */
const ANSWER_MS = 35_000;

export interface Api {
  submit(feedback: NewFeedback, key: string): Promise<Submitted>;
  beginUpload(file: { name: string; type: string; size: number }, key: string): Promise<Upload>;
  read(id: string, receipt: string): Promise<Conversation>;
  answer(id: string, receipt: string, content: string, key: string): Promise<Reply>;
  /** The bytes of a picture, or nothing while it is being looked at or after it was refused. */
  thumbnail(mediaId: string, receipt: string): Promise<Blob | undefined>;
}

/** The API at `base` for one app. */
export function createApi(base: string, app: string): Api {
  const token = createToken(base, app);

  async function authorised<T>(path: string, body: unknown, key: string): Promise<T> {
    const send = async () => {
      const headers = { Authorization: `Bearer ${await token.get()}`, 'Idempotency-Key': key };
      return call<T>(base + path, post(body, headers));
    };
    try {
      return await send();
    } catch (error) {
      // The page may have slept beyond the token's end: one new token, one more try.
      if ((error as Problem).status !== 401) throw error;
      token.forget();
      return send();
    }
  }

  return {
    submit: (feedback, key) => authorised('/v1/feedback', feedback, key),
    beginUpload: ({ name, type, size }, key) =>
      authorised('/v1/uploads', { file_name: name, content_type: type, size }, key),
    read: (id, receipt) => call(`${base}/v1/feedback/${id}`, { headers: { 'X-Receipt': receipt } }),
    answer: (id, receipt, content, key) =>
      call(`${base}/v1/feedback/${id}/replies`, post({ content }, { 'X-Receipt': receipt, 'Idempotency-Key': key })),
    async thumbnail(mediaId, receipt) {
      const response = await fetch(`${base}/v1/media/${mediaId}?size=thumb`, { headers: { 'X-Receipt': receipt } });
      return response.ok ? response.blob() : undefined;
    },
  };
}

/** An anonymous `client` token, fetched when first needed and kept for its hour. */
function createToken(base: string, app: string) {
  let current: Promise<string> | undefined;
  let endsAt = 0;
  const forget = () => {
    current = undefined;
  };

  async function fetchToken(): Promise<string> {
    const answer = await call<{ token: string; expires_in: number }>(`${base}/v1/tokens`, post({ app_id: app }));
    endsAt = Date.now() + answer.expires_in * 1000;
    return answer.token;
  }

  return {
    get(): Promise<string> {
      if (current === undefined || Date.now() > endsAt - RENEW_BEFORE_MS) {
        // Until its end is known; those who ask meanwhile share it.
        endsAt = Number.POSITIVE_INFINITY;
        current = fetchToken();
        current.catch(forget);
      }
      return current;
    },
    forget,
  };
}

function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

async function call<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) }).catch((cause: unknown) => {
    throw unreachable(String(cause));
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}
