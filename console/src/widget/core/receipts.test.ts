import { describe, expect, it } from 'vitest';
import { createReceipts } from './receipts';

const submitted = (id: string) =>
  ({ id, receipt: 'r', status: 'pending', created_at: '2026-11-24T08:00:00Z' }) as const;

/** A storage as browsers have it, which refuses once it is full. */
function storage(isFull = () => false): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (isFull()) throw new Error('QuotaExceededError');
      values.set(name, value);
    },
  } as unknown as Storage;
}

describe('receipts', () => {
  it('keeps them, newest first, each once', () => {
    const place = storage();
    const receipts = createReceipts('app', place);
    for (const id of ['fb_1', 'fb_2', 'fb_1']) receipts.add('fault', ' 闪退 ', submitted(id));
    const again = createReceipts('app', place).all();
    expect(again.map(({ id }) => id)).toEqual(['fb_1', 'fb_2']);
    expect(again[0]).toMatchObject({ receipt: 'r', kind: 'fault', excerpt: '闪退' });
    expect(createReceipts('other', place).all()).toEqual([]);
  });

  it('forgets the oldest beyond fifty', () => {
    const receipts = createReceipts('app', storage());
    for (let number = 0; number < 60; number += 1) receipts.add('fault', 'x', submitted(`fb_${number}`));
    expect(receipts.all()).toHaveLength(50);
    expect(receipts.all()[0]?.id).toBe('fb_59');
  });

  it('shows the newest where the storage has become full', () => {
    let full = false;
    const place = storage(() => full);
    const receipts = createReceipts('app', place);
    receipts.add('fault', 'x', submitted('fb_1'));
    full = true;
    receipts.add('fault', 'x', submitted('fb_2'));
    expect(receipts.all().map(({ id }) => id)).toEqual(['fb_2', 'fb_1']);
    full = false;
    receipts.add('fault', 'x', submitted('fb_3'));
    expect(createReceipts('app', place).all()).toHaveLength(3);
  });

  it('works for this page where nothing can be kept', () => {
    const receipts = createReceipts(
      'app',
      storage(() => true),
    );
    receipts.add('suggestion', 'x', submitted('fb_1'));
    expect(receipts.all()).toHaveLength(1);
  });
});
