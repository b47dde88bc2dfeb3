// @vitest-environment happy-dom

import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import type { Status } from '../api/words';
import { asLastSeen, feedbackOf, listsOf } from './queries';

const LIST = [...listsOf('app'), 'all', {}];
const DETAIL = feedbackOf('app', 'a');
const ROW = { id: 'a', status: 'closed' as const };

let stop: (() => void)[] = [];
afterEach(() => {
  for (const each of stop) each();
  stop = [];
});

/** A cache with a list and a detail that were read at some time; those `shown` are on the page. */
function cacheOf(list: [Status, number], detail: [Status, number], shown: (readonly unknown[])[]): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(LIST, { items: [{ id: 'a', status: list[0] }] }, { updatedAt: list[1] });
  queries.setQueryData(DETAIL, { id: 'a', status: detail[0] }, { updatedAt: detail[1] });
  for (const queryKey of shown) {
    stop.push(new QueryObserver(queries, { queryKey, staleTime: Infinity }).subscribe(() => undefined));
  }
  return queries;
}

test.each([
  ['the open detail, whatever the list says', [LIST, DETAIL], 20, 10, 'resolved'],
  ['the list, read since the detail was closed', [LIST], 20, 10, 'pending'],
  ['the detail, read since the list was', [LIST], 10, 20, 'resolved'],
] as const)('the status that counts is that of %s', (_, shown, listAtMs, detailAtMs, status) => {
  const queries = cacheOf(['pending', listAtMs], ['resolved', detailAtMs], [...shown]);
  expect(asLastSeen(queries, 'app', [ROW])).toEqual([{ id: 'a', status }]);
});

test('a row that is seen nowhere keeps its own', () => {
  expect(asLastSeen(new QueryClient(), 'app', [ROW])).toEqual([ROW]);
});
