/** What the browser keeps of lists and feedbacks, and how a change shows before the API has answered. */

import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query';
import { listFeedback, readFeedback } from '../api/feedback';
import type { Feedback, FeedbackPage, Status } from '../api/words';
import type { Tab } from '../layout/paths';
import { type Filter, meaningOf } from './filter';

/** The index follows its table a moment later; a list read at once would show the old status again. */
const SETTLE_MS = 1_500;

export const listsOf = (app: string) => ['list', app] as const;
export const feedbackOf = (app: string, id: string) => ['feedback', app, id] as const;

export function useFeedbackPage(app: string, tab: Tab, filter: Filter) {
  return useQuery({
    queryKey: [...listsOf(app), tab, filter],
    queryFn: ({ signal }) =>
      listFeedback(app, { ...meaningOf(filter, tab, new Date()), page: filter.page, size: filter.size }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useFeedback(app: string, id: string) {
  return useQuery({ queryKey: feedbackOf(app, id), queryFn: ({ signal }) => readFeedback(app, id, signal) });
}

/** `rows` with their statuses as last seen; a row may have been chosen pages ago. */
export function asLastSeen<T extends { id: string; status: Status }>(
  queries: QueryClient,
  app: string,
  rows: readonly T[],
): T[] {
  const seen = new Map<string, { status: Status; atMs: number }>();
  const see = (id: string, status: Status, atMs: number) => {
    if (atMs >= (seen.get(id)?.atMs ?? 0)) seen.set(id, { status, atMs });
  };
  const cache = queries.getQueryCache();
  for (const { state } of cache.findAll({ queryKey: listsOf(app), type: 'active' })) {
    for (const { id, status } of (state.data as FeedbackPage | undefined)?.items ?? []) {
      see(id, status, state.dataUpdatedAt);
    }
  }
  for (const row of rows) {
    const detail = cache.find<Feedback>({ queryKey: feedbackOf(app, row.id) });
    if (detail?.state.data === undefined) continue;
    // The open one is what the reader looks at. Of one looked at before, the list may know more by now.
    see(row.id, detail.state.data.status, detail.isActive() ? Infinity : detail.state.dataUpdatedAt);
  }
  return rows.map((row) => ({ ...row, status: seen.get(row.id)?.status ?? row.status }));
}

/** Shows `statuses` wherever these feedbacks are seen. */
export function showStatuses(queries: QueryClient, app: string, statuses: ReadonlyMap<string, Status>): void {
  queries.setQueriesData<FeedbackPage>({ queryKey: listsOf(app) }, (page) => {
    if (page === undefined) return page;
    const items = page.items.map((item) => ({ ...item, status: statuses.get(item.id) ?? item.status }));
    return { ...page, items };
  });
  for (const [id, status] of statuses) {
    queries.setQueryData<Feedback>(feedbackOf(app, id), (feedback) => feedback && { ...feedback, status });
  }
}

/** Reads anew what a change may have moved: feedbacks at once, lists when their index has followed. */
export function refresh(queries: QueryClient, app: string, ids: Iterable<string>): void {
  for (const id of ids) void queries.invalidateQueries({ queryKey: feedbackOf(app, id) });
  setTimeout(() => void queries.invalidateQueries({ queryKey: listsOf(app) }), SETTLE_MS);
}
