/** The trend. */

import { fetchInApp, readJson } from './client';
import type { Kind, Status } from './words';

export type Group = 'hour' | 'day' | 'month';
export type By = 'kind' | 'status' | 'source';

export interface Counts {
  total: number;
  kind?: Partial<Record<Kind, number>>;
  status?: Partial<Record<Status, number>>;
  /** Sources beyond the counted ones are under `""`. */
  source?: Record<string, number>;
}

export interface Stats extends Counts {
  from: string;
  to: string;
  group: Group;
  buckets: (Counts & { start: string })[];
}

export interface StatsQuery {
  from: string;
  to: string;
  tz: string;
  group: Group;
  by: By;
}

export async function readStats(app: string, query: StatsQuery, signal: AbortSignal): Promise<Stats> {
  const url = new URL(`/v1/stats?${new URLSearchParams({ ...query })}`, location.origin);
  return readJson(await fetchInApp(app, new Request(url, { signal })));
}
