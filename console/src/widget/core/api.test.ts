import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi } from './api';

const BASE = 'https://api.example';
const FEEDBACK = { kind: 'fault', content: '闪退', source: 'web_sdk' } as const;

interface Call {
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Answers as given, in turn; tokens are always given out. */
function answering(...answers: (Response | Error)[]): Call[] {
  const calls: Call[] = [];
  let tokens = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const path = url.slice(BASE.length);
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    calls.push({ path, headers: init.headers as Record<string, string>, body });
    if (path === '/v1/tokens') {
      tokens += 1;
      return Promise.resolve(Response.json({ token: `token-${tokens}`, expires_in: 3600 }));
    }
    const answer = answers.shift() ?? Response.json({ id: 'fb_1' });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return calls;
}

const problem = (status: number, body: object, headers = {}) => Response.json(body, { status, headers });
const paths = (calls: Call[]) => calls.map(({ path }) => path);

beforeEach(() => {
  vi.useRealTimers();
});

describe('api', () => {
  it('fetches one token for those who ask together, and sends key and body', async () => {
    const calls = answering();
    const api = createApi(BASE, 'app-1');
    await Promise.all([api.submit(FEEDBACK, 'k-1'), api.submit(FEEDBACK, 'k-2')]);
    expect(paths(calls)).toEqual(['/v1/tokens', '/v1/feedback', '/v1/feedback']);
    expect(calls[0]?.body).toEqual({ app_id: 'app-1' });
    expect(calls[1]?.headers).toMatchObject({ Authorization: 'Bearer token-1', 'Idempotency-Key': 'k-1' });
    expect(calls[1]?.body).toEqual(FEEDBACK);
  });

  it('renews a token before it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const calls = answering();
    const api = createApi(BASE, 'app-1');
    await api.submit(FEEDBACK, 'k-1');
    vi.advanceTimersByTime(58 * 60_000);
    await api.submit(FEEDBACK, 'k-2');
    vi.advanceTimersByTime(2 * 60_000);
    await api.submit(FEEDBACK, 'k-3');
    expect(calls.map(({ headers }) => headers['Authorization']).filter(Boolean)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('tries once more with another token when one is refused', async () => {
    const calls = answering(problem(401, {}), problem(401, { title: 'Unauthorized' }));
    await expect(createApi(BASE, 'app-1').submit(FEEDBACK, 'k-1')).rejects.toMatchObject({ status: 401 });
    expect(paths(calls)).toEqual(['/v1/tokens', '/v1/feedback', '/v1/tokens', '/v1/feedback']);
  });

  it('reads and answers by receipt, without a token', async () => {
    const calls = answering();
    const api = createApi(BASE, 'app-1');
    await api.read('fb_1', 'r-1');
    await api.answer('fb_1', 'r-1', '好了', 'k-1');
    expect(paths(calls)).toEqual(['/v1/feedback/fb_1', '/v1/feedback/fb_1/replies']);
    for (const { headers } of calls) expect(headers['X-Receipt']).toBe('r-1');
  });

  it('says what went wrong', async () => {
    answering(problem(400, { detail: '`content` is empty.', field: 'content' }));
    await expect(createApi(BASE, 'a').submit(FEEDBACK, 'k')).rejects.toMatchObject({
      status: 400,
      message: '`content` is empty.',
      field: 'content',
    });
    answering(problem(429, { title: 'Too Many Requests' }, { 'Retry-After': '7' }));
    await expect(createApi(BASE, 'a').submit(FEEDBACK, 'k')).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 7_000,
    });
    answering(new TypeError('Failed to fetch'));
    await expect(createApi(BASE, 'a').submit(FEEDBACK, 'k')).rejects.toMatchObject({ status: 0 });
    answering(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(createApi(BASE, 'a').submit(FEEDBACK, 'k')).rejects.toMatchObject({ status: 502 });
  });
});
