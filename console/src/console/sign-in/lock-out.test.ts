import { expect, test } from 'vitest';
import { clock, leftOf } from './lock-out';

test('a locked name waits, to the last second begun; others do not', () => {
  const locks = new Map([['li', 10_000]]);
  expect(leftOf(locks, 'li', 0)).toBe(10);
  expect(leftOf(locks, 'li', 9_001)).toBe(1);
  expect(leftOf(locks, 'li', 10_000)).toBe(0);
  expect(leftOf(locks, 'li', 99_000)).toBe(0);
  expect(leftOf(locks, 'wang', 0)).toBe(0);
});

test('the wait is read like a clock', () => {
  expect([clock(247), clock(60), clock(9)]).toEqual(['4:07', '1:00', '0:09']);
});
