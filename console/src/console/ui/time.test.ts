import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayOf, exactTime, relativeTime, startOfDay } from './time';

beforeEach(() => vi.stubEnv('TZ', 'Asia/Shanghai'));
afterEach(() => void vi.unstubAllEnvs());

const NOW = new Date('2026-11-24T10:00:00+08:00');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test.each([
  [0, '现在', 'now'],
  [59_000, '现在', 'now'],
  [MINUTE, '1分钟前', '1 minute ago'],
  [119 * MINUTE, '1小时前', '1 hour ago'],
  [DAY, '昨天', 'yesterday'],
  [7 * DAY - 1, '6天前', '6 days ago'],
  [7 * DAY, '11月17日', 'Nov 17'],
  [400 * DAY, '2025年10月20日', 'Oct 20, 2025'],
])('%d ms ago', (ms, zh, en) => {
  expect(relativeTime(ago(ms), NOW, 'zh-CN')).toBe(zh);
  expect(relativeTime(ago(ms), NOW, 'en')).toBe(en);
});

test('a clock that is a little fast makes no future; a real one is a date', () => {
  expect(relativeTime(ago(-30_000), NOW, 'en')).toBe('now');
  expect(relativeTime(ago(-DAY), NOW, 'en')).toBe('Nov 25');
});

test('the exact time has the zone at its end', () => {
  expect(exactTime(NOW, 'zh-CN')).toBe('2026/11/24 10:00:00 GMT+8');
  expect(exactTime(NOW, 'en')).toBe('11/24/2026, 10:00:00 GMT+8');
});

test('days are those of the reader', () => {
  expect(dayOf(new Date('2026-11-23T23:30:00Z'))).toBe('2026-11-24');
  expect(startOfDay('2026-12-31', 1).toISOString()).toBe('2026-12-31T16:00:00.000Z');
});
