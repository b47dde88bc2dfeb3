import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from './api';
import type { Parcel } from './draft';
import { createOutbox } from './outbox';
import { Problem } from './problem';
import { createReceipts } from './receipts';

const WHERE = { api: 'https://api.example', app: 'app' };

const parcel = (key: string, createdAt = 0, where = WHERE): Parcel => ({
  key,
  ...where,
  createdAt,
  body: { kind: 'fault', content: key, source: 'web_sdk' },
  attachments: [],
});

function world() {
  const submit = vi.fn<Api['submit']>((_, key) =>
    Promise.resolve({ id: `fb_${key}`, receipt: 'r', status: 'pending', created_at: '' }),
  );
  const receipts = createReceipts('app', undefined);
  return { submit, receipts, outbox: createOutbox({ submit } as unknown as Api, WHERE, receipts) };
}

beforeEach(async () => {
  const { outbox } = world();
  for (const { key } of await outbox.waiting()) await outbox.remove(key);
  vi.stubGlobal('navigator', { onLine: true });
});

describe('outbox', () => {
  it('keeps parcels for another page, and only of this app', async () => {
    const { outbox } = world();
    await outbox.add(parcel('late', 2));
    await outbox.add(parcel('early', 1));
    await outbox.add(parcel('foreign', 0, { ...WHERE, app: 'other' }));
    expect((await world().outbox.waiting()).map(({ key }) => key)).toEqual(['early', 'late']);
  });

  it('sends what waits, once, and keeps the receipts', async () => {
    const { outbox, submit, receipts } = world();
    await outbox.add(parcel('a', 1));
    await outbox.add(parcel('b', 2));
    const arrived: string[] = [];
    await outbox.flush((_, key) => arrived.push(key));
    await outbox.flush((_, key) => arrived.push(key));
    expect(arrived).toEqual(['a', 'b']);
    expect(submit.mock.calls.map(([, key]) => key)).toEqual(['a', 'b']);
    expect(receipts.all().map(({ id }) => id)).toEqual(['fb_b', 'fb_a']);
    expect(await outbox.waiting()).toEqual([]);
  });

  it('keeps what finds no network, with its key', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const { outbox, submit } = world();
    await outbox.add(parcel('a'));
    submit.mockRejectedValueOnce(new Problem(0, 'offline'));
    await outbox.flush(() => undefined);
    expect((await outbox.waiting()).map(({ key }) => key)).toEqual(['a']);
  });

  it('sets aside what is refused, and goes on with the next', async () => {
    const { outbox, submit } = world();
    await outbox.add(parcel('bad', 1));
    await outbox.add(parcel('good', 2));
    submit.mockRejectedValueOnce(new Problem(403, 'not here'));
    await outbox.flush(() => undefined);
    expect(await outbox.waiting()).toMatchObject([{ key: 'bad', refused: 'not here' }]);
    await outbox.flush(() => undefined);
    expect(submit).toHaveBeenCalledTimes(2);
  });

  it('sends nothing that has been sent by another page', async () => {
    const { outbox, submit } = world();
    expect(await outbox.send('gone', () => undefined)).toBeUndefined();
    expect(submit).not.toHaveBeenCalled();
  });
});
