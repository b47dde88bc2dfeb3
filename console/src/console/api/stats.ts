/** The trend. */

import { bodyOf, inApp, type Schemas } from './client';
import type { paths } from './schema';

export type Stats = Schemas['Stats'];
export type Counts = Pick<Schemas['StatsBucket'], 'total' | 'kind' | 'status' | 'source'>;
type Query = NonNullable<paths['/v1/stats']['get']['parameters']['query']>;

export type Group = NonNullable<Query['group']>;
export type By = 'kind' | 'status' | 'source';
export type StatsQuery = Required<Omit<Query, 'by'>> & { by: By };

export function readStats(app: string, query: StatsQuery, signal: AbortSignal): Promise<Stats> {
  return bodyOf(inApp(app).GET('/v1/stats', { params: { query }, signal }));
}
