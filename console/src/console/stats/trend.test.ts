import { expect, test } from 'vitest';
import type { Stats } from '../api/stats';
import { allows, meaningOfTrend, readTrend, seriesOf, usualGroup, writeTrend } from './trend';

const NOW = new Date('2026-11-24T10:00:00Z');

test('an address gives back the trend that it was written from', () => {
  const trend = {
    time: { from: '2026-11-20', to: '2026-11-24' },
    by: 'status',
    group: 'hour',
    only: ['pending', 'closed'],
  } as const;
  expect(readTrend(writeTrend({ ...trend, only: [...trend.only] }), NOW)).toEqual(trend);
});

test('an empty address is the last 30 days by kind', () => {
  expect(readTrend('', NOW)).toEqual({ time: { preset: '30d' }, by: 'kind', group: 'day', only: [] });
});

test('no more steps are asked for than the API gives', () => {
  const years = { from: '2022-01-01', to: '2026-11-24' };
  expect(allows('hour', { preset: '30d' }, NOW)).toBe(true);
  expect(allows('hour', { preset: '90d' }, NOW)).toBe(false);
  expect(allows('day', years, NOW)).toBe(false);
  expect(readTrend('from=2022-01-01&to=2026-11-24&group=hour', NOW).group).toBe('month');
});

test('the usual step fits the range', () => {
  expect([usualGroup({ preset: 'today' }, NOW), usualGroup({ preset: '30d' }, NOW)]).toEqual(['hour', 'day']);
});

test('series keep their order, sources the largest first', () => {
  const stats: Stats = {
    from: '',
    to: '',
    tz: 'UTC',
    group: 'day',
    total: 6,
    buckets: [],
    kind: { suggestion: 2, fault: 4 },
    source: { web: 1, '': 2, app: 3 },
  };
  expect(seriesOf(stats, 'kind')).toEqual(['fault', 'suggestion']);
  expect(seriesOf(stats, 'source')).toEqual(['app', '', 'web']);
  expect(seriesOf(stats, 'status')).toEqual([]);
});

test('an export from here has what is shown here', () => {
  const trend = { time: { preset: '7d' }, by: 'status', group: 'day', only: ['closed', 'pending'] } as const;
  const filter = meaningOfTrend({ ...trend, only: [...trend.only] }, NOW);
  expect(filter.status).toEqual(['pending', 'closed']);
  expect(filter).not.toHaveProperty('kind');
});
