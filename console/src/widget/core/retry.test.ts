import { describe, expect, it } from 'vitest';
import { Problem } from './problem';
import { type Clock, mayPass, MOST_TRIES, persist, waitMs } from './retry';

const refused = new Problem(400, 'no', 'content');
const busy = new Problem(503, 'busy');

function clock(online = true): Clock & { slept: number[] } {
  const slept: number[] = [];
  return { slept, isOnline: () => online, sleep: (ms) => Promise.resolve(void slept.push(ms)) };
}

describe('retry', () => {
  it('tells what may pass from what the API refuses', () => {
    const passing = [0, 408, 429, 500, 503].map((status) => mayPass(new Problem(status, '')));
    expect(passing).not.toContain(false);
    expect([400, 401, 403, 404, 413, 422].map((status) => mayPass(new Problem(status, '')))).not.toContain(true);
    expect(mayPass(new TypeError('network'))).toBe(true);
  });

  it('waits longer each time, spread, and as long as it is asked to', () => {
    expect([1, 2, 3].map((tries) => waitMs(tries, busy, () => 1))).toEqual([800, 1600, 3200]);
    expect(waitMs(1, busy, () => 0)).toBe(400);
    expect(waitMs(20, busy, () => 1)).toBe(30_000);
    expect(waitMs(1, new Problem(429, '', undefined, 17_000), () => 1)).toBe(17_000);
  });

  it('succeeds after failures', async () => {
    const failures = [busy, new TypeError('network')];
    const time = clock();
    const work = () => {
      const failure = failures.pop();
      return failure ? Promise.reject(failure) : Promise.resolve('done');
    };
    expect(await persist(work, time)).toBe('done');
    expect(time.slept).toHaveLength(2);
  });

  it.each([
    ['a refusal', refused, true, 1],
    ['no network', busy, false, 1],
    ['many failures', busy, true, MOST_TRIES],
  ])('gives up after %s', async (_, error, online, tries) => {
    let tried = 0;
    const work = () => {
      tried += 1;
      return Promise.reject(error);
    };
    await expect(persist(work, clock(online))).rejects.toBe(error);
    expect(tried).toBe(tries);
  });
});
