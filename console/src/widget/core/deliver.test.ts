import { describe, expect, it } from 'vitest';
import { deliver, type Means } from './deliver';
import type { Parcel } from './draft';
import { Problem } from './problem';
import type { NewFeedback } from './types';

const SENT = { id: 'fb_1', receipt: 'app.x', status: 'pending', created_at: '2026-11-24T08:00:00Z' } as const;

function parcelOf(...files: string[]): Parcel {
  const attachments = files.map((name) => ({ name, type: 'image/png', blob: new Blob([name]) }));
  const body = { kind: 'fault', content: '闪退', source: 'web_sdk' } as const;
  return { name: 'parcel', key: 'key-1', api: '', app: 'app', createdAt: 0, body, attachments };
}

/** Means that fail as `failures` say, first come first. */
function meansOf(failures: Partial<Record<'upload' | 'submit', Error[]>> = {}) {
  const uploads: string[] = [];
  const submits: { body: NewFeedback; key: string }[] = [];
  const saved: Parcel[] = [];
  const fail = (step: 'upload' | 'submit') => {
    const failure = failures[step]?.shift();
    if (failure) throw failure;
  };
  const means: Means = {
    api: {
      beginUpload: async ({ name }, key) => {
        await Promise.resolve();
        uploads.push(`${name} ${key}`);
        return { media_id: `m_${uploads.length}`, upload: { method: 'PUT', url: '' } };
      },
      submit: async (body, key) => {
        await Promise.resolve();
        submits.push({ body, key });
        fail('submit');
        return SENT;
      },
    },
    transfer: async (_, bytes, onSent) => {
      await Promise.resolve();
      onSent(bytes.size);
      fail('upload');
    },
    save: (parcel) => Promise.resolve(void saved.push(structuredClone(parcel))),
    clock: { sleep: () => Promise.resolve(), isOnline: () => true },
    newKey: () => 'key-2',
  };
  return { means, uploads, submits, saved };
}

describe('deliver', () => {
  it('sends the files, then the feedback with their ids', async () => {
    const { means, submits } = meansOf();
    const shares: number[] = [];
    expect(await deliver(parcelOf('a', 'b'), means, (share) => shares.push(share))).toEqual(SENT);
    expect(submits).toHaveLength(1);
    expect(submits[0]?.body.media_ids).toEqual(['m_1', 'm_2']);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('repeats with the same key and the same body', async () => {
    const { means, submits } = meansOf({ submit: [new Problem(503, ''), new TypeError('lost')] });
    await deliver(parcelOf('a'), means, () => undefined);
    expect(submits).toHaveLength(3);
    expect(new Set(submits.map((sent) => JSON.stringify(sent))).size).toBe(1);
  });

  it('takes up where an earlier page was cut short', async () => {
    const first = meansOf({ submit: [new Problem(400, 'no')] });
    await expect(deliver(parcelOf('a', 'b'), first.means, () => undefined)).rejects.toThrow('no');
    const left = first.saved.at(-1) as Parcel;
    const second = meansOf();
    await deliver(left, second.means, () => undefined);
    expect(second.uploads).toEqual([]);
    expect(second.submits[0]).toEqual(first.submits[0]);
  });

  it('asks for another address when an upload fails, under the same key', async () => {
    const { means, uploads } = meansOf({ upload: [new Problem(0, 'lost')] });
    await deliver(parcelOf('a'), means, () => undefined);
    expect(uploads).toEqual(['a key-1-0', 'a key-1-0']);
  });

  it('sends files that the bucket has forgotten once more, as another feedback', async () => {
    const { means, uploads, submits } = meansOf({ submit: [new Problem(422, '', 'media_ids')] });
    await deliver(parcelOf('a'), means, () => undefined);
    expect(uploads).toEqual(['a key-1-0', 'a key-2-0']);
    expect(submits.map(({ key, body }) => [key, body.media_ids])).toEqual([
      ['key-1', ['m_1']],
      ['key-2', ['m_2']],
    ]);
  });
});
