/**
 * A list's filter, as the address holds it and as the API wants it.
 *
 * All of it lies in the query of the address, so that back, forward, reload and a link sent to a colleague work. What is
 * at its default is left out; what makes no sense is ignored, since anybody may edit an address.
 */

import { type Fault, FAULTS, type Kind, KINDS, type ListQuery, type Status, STATUSES } from '../api/words';
import type { Tab } from '../layout/paths';
import { dayOf, startOfDay } from '../ui/time';

export const PRESETS = ['today', '7d', '30d', '90d'] as const;
export type Preset = (typeof PRESETS)[number];
const PRESET_DAYS: Record<Preset, number> = { today: 1, '7d': 7, '30d': 30, '90d': 90 };

export const SIZES = [20, 50, 100] as const;

/** Days are `YYYY-MM-DD` of the reader's zone, both inclusive. */
export type TimeRange = { preset: Preset } | { from: string; to: string };

export interface Filter {
  kind: Kind[];
  fault: Fault[];
  status: Status[];
  source: string;
  keyword: string;
  time: TimeRange | undefined;
  page: number;
  size: number;
}

export const EVERYTHING: Filter = {
  kind: [],
  fault: [],
  status: [],
  source: '',
  keyword: '',
  time: undefined,
  page: 1,
  size: SIZES[0],
};

export function readFilter(search: string): Filter {
  const query = new URLSearchParams(search);
  const size = Number(query.get('size'));
  const page = Number(query.get('page'));
  return {
    kind: words(query.get('kind'), KINDS),
    fault: words(query.get('fault'), FAULTS),
    status: words(query.get('status'), STATUSES),
    source: query.get('source') ?? '',
    keyword: query.get('q') ?? '',
    time: readTime(query),
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
    size: SIZES.find((known) => known === size) ?? EVERYTHING.size,
  };
}

/** The query of the address, without its question mark. */
export function writeFilter(filter: Filter): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string) => {
    if (value !== '') query.set(name, value);
  };
  put('kind', filter.kind.join(','));
  put('fault', filter.fault.join(','));
  put('status', filter.status.join(','));
  put('source', filter.source);
  put('q', filter.keyword);
  writeTime(filter.time, put);
  if (filter.page !== 1) put('page', String(filter.page));
  if (filter.size !== EVERYTHING.size) put('size', String(filter.size));
  // A comma is allowed in a query, and reads better.
  return query.toString().replaceAll('%2C', ',');
}

export function readTime(query: URLSearchParams): TimeRange | undefined {
  const preset = PRESETS.find((known) => known === query.get('time'));
  if (preset !== undefined) return { preset };
  const [from, to] = [query.get('from'), query.get('to')];
  if (from === null || to === null || !isDay(from) || !isDay(to) || from > to) return undefined;
  return { from, to };
}

export function writeTime(time: TimeRange | undefined, put: (name: string, value: string) => void): void {
  if (time === undefined) return;
  if ('preset' in time) put('time', time.preset);
  else {
    put('from', time.from);
    put('to', time.to);
  }
}

/** First and last day of a range as seen today. */
export function daysOf(time: TimeRange, now: Date): { from: string; to: string } {
  if (!('preset' in time)) return time;
  const to = dayOf(now);
  return { from: dayOf(startOfDay(to, 1 - PRESET_DAYS[time.preset])), to };
}

/** Moments of the first and last millisecond of a range, RFC 3339. */
export function momentsOf(time: TimeRange, now: Date): { from: string; to: string } {
  const { from, to } = daysOf(time, now);
  const end = new Date(startOfDay(to, 1).getTime() - 1);
  return { from: startOfDay(from).toISOString(), to: end.toISOString() };
}

/** What a filter means to the API in a tab, page and size aside. */
export function meaningOf(filter: Filter, tab: Tab, now: Date): Omit<ListQuery, 'page' | 'size' | 'cursor'> {
  const kind = kindsOf(filter, tab);
  // Only faults have a fault type.
  const fault = tab === 'suggestions' ? [] : filter.fault;
  return {
    ...(kind.length > 0 && { kind }),
    ...(fault.length > 0 && { fault }),
    ...(filter.status.length > 0 && { status: filter.status }),
    ...(filter.source !== '' && { source: filter.source }),
    ...(filter.keyword !== '' && { keyword: filter.keyword }),
    ...(filter.time && momentsOf(filter.time, now)),
  };
}

function kindsOf(filter: Filter, tab: Tab): Kind[] {
  if (tab === 'faults') return ['fault'];
  if (tab === 'suggestions') return ['suggestion'];
  return filter.kind;
}

/** Whether anything is filtered at all. */
export function isFiltered(filter: Filter): boolean {
  return writeFilter({ ...filter, page: 1, size: EVERYTHING.size }) !== '';
}

function words<T extends string>(text: string | null, known: readonly T[]): T[] {
  const given = (text ?? '').split(',');
  return known.filter((word) => given.includes(word));
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && dayOf(startOfDay(text)) === text;
}
