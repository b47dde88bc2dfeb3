import { expect, it } from 'vitest';
import { relativeTime } from './times';

const now = Date.parse('2026-11-24T08:00:00Z');

it.each([
  ['2026-11-24T08:00:00Z', '现在'],
  ['2026-11-24T08:00:09Z', '现在'],
  ['2026-11-24T07:57:00Z', '3分钟前'],
  ['2026-11-23T08:00:00Z', '昨天'],
  ['2026-11-20T08:00:00Z', '4天前'],
  ['2026-10-01T08:00:00Z', '2026/10/1'],
])('writes %s as %s', (moment, words) => {
  expect(relativeTime(moment, 'zh', now)).toBe(words);
});
