import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EVERYTHING, type Filter, isFiltered, meaningOf, momentsOf, readFilter, writeFilter } from './filter';

beforeEach(() => vi.stubEnv('TZ', 'Asia/Shanghai'));
afterEach(() => void vi.unstubAllEnvs());

const NOW = new Date('2026-11-24T10:00:00+08:00');
const full: Filter = {
  kind: ['fault', 'question'],
  fault: ['crash'],
  status: ['pending', 'in_progress'],
  source: 'web & more',
  keyword: '闪退, 100%',
  time: { from: '2026-11-01', to: '2026-11-24' },
  page: 41_234,
  size: 50,
};

test('an address gives back the filter that it was written from', () => {
  const filters: Filter[] = [
    EVERYTHING,
    full,
    { ...EVERYTHING, time: { preset: '7d' } },
    { ...full, page: 1, size: 20 },
  ];
  for (const filter of filters) expect(readFilter(writeFilter(filter))).toEqual(filter);
});

test('defaults are left out, and commas stay readable', () => {
  expect(writeFilter(EVERYTHING)).toBe('');
  expect(writeFilter({ ...EVERYTHING, status: ['pending', 'closed'], page: 3 })).toBe('status=pending,closed&page=3');
});

test.each([
  'page=0',
  'page=-3',
  'page=1e99',
  'page=x',
  'size=7',
  'status=nonsense',
  'from=2026-11-01',
  'from=2026-02-31&to=2026-03-01',
  'from=2026-03-02&to=2026-03-01',
  'time=yesterday',
])('what makes no sense is ignored: %s', (search) => {
  expect(readFilter(search)).toEqual(EVERYTHING);
});

test('days are those of the reader and count whole', () => {
  expect(momentsOf({ from: '2026-11-01', to: '2026-11-01' }, NOW)).toEqual({
    from: '2026-10-31T16:00:00.000Z',
    to: '2026-11-01T15:59:59.999Z',
  });
  expect(momentsOf({ preset: '7d' }, NOW).from).toBe('2026-11-17T16:00:00.000Z');
});

test('a day with a clock change has its own length', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  expect(momentsOf({ from: '2026-10-25', to: '2026-10-25' }, NOW)).toEqual({
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T22:59:59.999Z',
  });
});

test('a tab decides the kind, and only faults have fault types', () => {
  expect(meaningOf(full, 'faults', NOW)).toMatchObject({ kind: ['fault'], fault: ['crash'] });
  expect(meaningOf(full, 'suggestions', NOW)).toMatchObject({ kind: ['suggestion'] });
  expect(meaningOf(full, 'suggestions', NOW)).not.toHaveProperty('fault');
  expect(meaningOf(full, 'all', NOW)).toMatchObject({ kind: ['fault', 'question'] });
  expect(meaningOf(EVERYTHING, 'all', NOW)).toEqual({});
});

test('page and size do not filter', () => {
  expect(isFiltered({ ...EVERYTHING, page: 9, size: 100 })).toBe(false);
  expect(isFiltered({ ...EVERYTHING, keyword: 'x' })).toBe(true);
});
