/** What the trend is asked for, and its figures in the order in which they are shown. */

import { KINDS, STATUSES } from '../api/words';
import type { ExportFilter } from '../api/exports';
import type { By, Counts, Group, Stats, StatsQuery } from '../api/stats';
import { daysOf, momentsOf, readTime, type TimeRange, writeTime } from '../list/filter';
import { startOfDay } from '../ui/time';

export const BYS = ['kind', 'status', 'source'] as const satisfies By[];
export const GROUPS = ['hour', 'day', 'month'] as const satisfies Group[];

/** The API refuses more buckets. */
const MOST_BUCKETS = 1_100;
const HOURS_A_DAY = 24;
const DAY_MS = HOURS_A_DAY * 3_600_000;

export interface TrendFilter {
  time: TimeRange;
  by: By;
  group: Group;
  /** The only series to show; all if none. */
  only: string[];
}

export function readTrend(search: string, now: Date): TrendFilter {
  const query = new URLSearchParams(search);
  const time = readTime(query) ?? { preset: '30d' };
  const group = GROUPS.find((known) => known === query.get('group'));
  return {
    time,
    by: BYS.find((known) => known === query.get('by')) ?? 'kind',
    group: group !== undefined && allows(group, time, now) ? group : usualGroup(time, now),
    only: (query.get('only') ?? '').split(',').filter((name) => name !== ''),
  };
}

export function writeTrend({ time, by, group, only }: TrendFilter): string {
  const query = new URLSearchParams({ by, group });
  writeTime(time, (name, value) => query.set(name, value));
  if (only.length > 0) query.set('only', only.join(','));
  return query.toString().replaceAll('%2C', ',');
}

export function askFor({ time, by, group }: TrendFilter, now: Date): StatsQuery {
  return { ...momentsOf(time, now), tz: Intl.DateTimeFormat().resolvedOptions().timeZone, group, by };
}

/** The feedbacks that the trend counts, for an export. */
export function meaningOfTrend({ time, by, only }: TrendFilter, now: Date): ExportFilter {
  return {
    ...momentsOf(time, now),
    ...(by === 'kind' && only.length > 0 && { kind: KINDS.filter((kind) => only.includes(kind)) }),
    ...(by === 'status' && only.length > 0 && { status: STATUSES.filter((status) => only.includes(status)) }),
  };
}

/** Whether a range in such steps has few enough of them. */
export function allows(group: Group, time: TimeRange, now: Date): boolean {
  const days = lengthOf(time, now);
  return group === 'hour' ? days * HOURS_A_DAY <= MOST_BUCKETS : group === 'month' || days <= MOST_BUCKETS;
}

/** Hours for a day or two, months for more than a year. */
export function usualGroup(time: TimeRange, now: Date): Group {
  const days = lengthOf(time, now);
  return days <= 2 ? 'hour' : days > 366 ? 'month' : 'day';
}

function lengthOf(time: TimeRange, now: Date): number {
  const { from, to } = daysOf(time, now);
  return Math.round((startOfDay(to, 1).getTime() - startOfDay(from).getTime()) / DAY_MS);
}

/** Names of the series that occur: kinds and statuses in their own order, sources by how many they are. */
export function seriesOf(stats: Stats, by: By): string[] {
  const counts = stats[by] ?? {};
  if (by === 'kind') return KINDS.filter((kind) => countOf(stats, by, kind) > 0);
  if (by === 'status') return STATUSES.filter((status) => countOf(stats, by, status) > 0);
  return Object.keys(counts).sort((a, b) => countOf(stats, by, b) - countOf(stats, by, a));
}

export function countOf(counts: Counts, by: By, name: string): number {
  return (counts[by] as Record<string, number> | undefined)?.[name] ?? 0;
}
