import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from './api';
import type { Parcel } from './draft';
import { createOutbox } from './outbox';
import { Problem } from './problem';
import { createReceipts } from './receipts';

const WHERE = { api: 'https://api.example', app: 'app' };

const NOW = Date.now();
const DAY_MS = 24 * 60 * 60_000;

const parcel = (name: string, age = 0, where = WHERE): Parcel => ({
  name,
  key: name,
  ...where,
  createdAt: NOW - age,
  body: { kind: 'fault', content: name, source: 'web_sdk' },
  attachments: [],
});

const beginUpload = vi.fn<Api['beginUpload']>();
// The bucket takes whatever comes.
vi.mock('./transfer', () => ({ transfer: () => Promise.resolve() }));

function world() {
  const submit = vi.fn<Api['submit']>((_, key) =>
    Promise.resolve({ id: `fb_${key}`, receipt: 'r', status: 'pending', created_at: '' }),
  );
  const receipts = createReceipts('app', undefined);
  return { submit, receipts, outbox: createOutbox({ submit, beginUpload } as unknown as Api, WHERE, receipts) };
}

beforeEach(async () => {
  const { outbox } = world();
  for (const { name } of await outbox.waiting()) await outbox.remove(name);
  vi.stubGlobal('navigator', { onLine: true });
});

describe('outbox', () => {
  it('keeps parcels for another page, and only of this app', async () => {
    const { outbox } = world();
    await outbox.add(parcel('late', 1));
    await outbox.add(parcel('early', 2));
    await outbox.add(parcel('foreign', 0, { ...WHERE, app: 'other' }));
    expect((await world().outbox.waiting()).map(({ name }) => name)).toEqual(['early', 'late']);
  });

  it('sends what waits, once, and keeps the receipts', async () => {
    const { outbox, submit, receipts } = world();
    await outbox.add(parcel('a', 2));
    await outbox.add(parcel('b', 1));
    const arrived: string[] = [];
    await outbox.flush((_, name) => arrived.push(name));
    await outbox.flush((_, name) => arrived.push(name));
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
    expect((await outbox.waiting()).map(({ name }) => name)).toEqual(['a']);
  });

  it('sets aside what is refused, and goes on with the next', async () => {
    const { outbox, submit } = world();
    await outbox.add(parcel('bad', 2));
    await outbox.add(parcel('good', 1));
    submit.mockRejectedValueOnce(new Problem(403, 'not here'));
    await outbox.flush(() => undefined);
    expect(await outbox.waiting()).toMatchObject([{ name: 'bad', refused: { status: 403, message: 'not here' } }]);
    await outbox.flush(() => undefined);
    expect(submit).toHaveBeenCalledTimes(2);
  });

  it('goes on with a parcel whose files were lost while the network was too', async () => {
    const { outbox, submit } = world();
    const upload = { media_id: 'm_2', upload: { method: 'PUT', url: '' } } as const;
    beginUpload.mockResolvedValue(upload);
    const file = { name: 'a.png', type: 'image/png', blob: new Blob(['a']), mediaId: 'm_1' };
    await outbox.add({ ...parcel('a'), attachments: [file] });
    vi.stubGlobal('navigator', { onLine: false });
    submit
      .mockRejectedValueOnce(new Problem(400, 'unknown', 'media_ids'))
      .mockRejectedValueOnce(new Problem(0, 'lost'));
    await outbox.flush(() => undefined);
    expect(await outbox.waiting()).toMatchObject([{ name: 'a', attachments: [{ mediaId: 'm_2' }] }]);
    await outbox.flush(() => undefined);
    expect(await outbox.waiting()).toEqual([]);
    const keys = submit.mock.calls.map(([, key]) => key);
    expect(keys[0]).toBe('a');
    expect(keys[1]).not.toBe('a');
    expect(keys[2]).toBe(keys[1]);
  });

  it('drops after a month what was refused, and only that', async () => {
    const { outbox } = world();
    const refused = { status: 403, message: 'no' };
    await outbox.add({ ...parcel('old', 31 * DAY_MS), refused });
    await outbox.add({ ...parcel('young', 29 * DAY_MS), refused });
    await outbox.add(parcel('unsent', 31 * DAY_MS));
    await outbox.waiting();
    expect((await world().outbox.waiting()).map(({ name }) => name)).toEqual(['unsent', 'young']);
    expect(await outbox.send('old', () => undefined)).toBeUndefined();
  });

  it('sends nothing that has been sent by another page', async () => {
    const { outbox, submit } = world();
    expect(await outbox.send('gone', () => undefined)).toBeUndefined();
    expect(submit).not.toHaveBeenCalled();
  });
});
