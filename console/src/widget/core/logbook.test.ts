import { describe, expect, it } from 'vitest';
import { describe as write } from './describe';
import { createLogbook } from './logbook';

const now = () => new Date('2026-11-24T08:00:00Z');

describe('logbook', () => {
  it('keeps the last lines in their order', () => {
    const book = createLogbook(now, 3);
    expect(book.text()).toBe('');
    for (const word of ['a', 'b', 'c', 'd', 'e']) book.add('error', word);
    expect(
      book
        .text()
        .split('\n')
        .map((line) => line.at(-1)),
    ).toEqual(['c', 'd', 'e']);
  });

  it('writes time and level, cuts what is long, and hides secrets', () => {
    const book = createLogbook(now);
    book.add('warn', `token=abc ${'x'.repeat(5_000)}`);
    expect(book.text()).toMatch(/^2026-11-24T08:00:00\.000Z warn token=\[redacted\] x+…$/);
    expect(book.text().length).toBeLessThan(2_100);
  });
});

describe('what is written of a value', () => {
  it('names errors with their stack', () => {
    expect(write(new TypeError('boom'))).toMatch(/^TypeError: boom\n {4}at /);
  });

  it('breaks circles and hides members by name', () => {
    const value: Record<string, unknown> = { user: 'li', Password: 'x', nested: { sessionId: 7, big: 1n } };
    value['self'] = value;
    expect(JSON.parse(write(value))).toEqual({
      user: 'li',
      Password: '[redacted]',
      nested: { sessionId: '[redacted]', big: '1' },
      self: '[seen]',
    });
  });

  it('stops in the midst of what is large', () => {
    const large = Array.from({ length: 100_000 }, (_, id) => ({ id, of: { id } }));
    expect(write(large).length).toBeLessThan(3_000);
  });

  it('never throws', () => {
    const trap = new Proxy({}, { get: () => { throw new Error('no'); } }); // prettier-ignore
    expect([undefined, () => 1, Symbol('s'), trap].map(write)).toHaveLength(4);
  });
});
