/** The filter of the address and the way to change it; the open feedback (`open=`) lies beside it. */

import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Filter, readFilter, writeFilter } from './filter';

const OPEN = 'open';

export function useFilter() {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const filter = useMemo(() => readFilter(search), [search]);
  const openId = useMemo(() => new URLSearchParams(search).get(OPEN) ?? undefined, [search]);

  /** Goes to another filter; its first page, unless a page is named. */
  const change = useCallback(
    (part: Partial<Filter>) => navigate(address(path, { ...filter, page: 1, ...part })),
    [filter, path, navigate],
  );
  const hrefOf = useCallback((id: string) => address(path, filter, id), [filter, path]);
  /** Opens a feedback; from one to the next, going back leads to the list. */
  const open = useCallback(
    (id: string) => navigate(hrefOf(id), { replace: openId !== undefined }),
    [hrefOf, navigate, openId],
  );
  const close = useCallback(() => navigate(address(path, filter)), [filter, path, navigate]);
  return { filter, change, openId, hrefOf, open, close };
}

function address(path: string, filter: Filter, openId?: string): string {
  const query = [writeFilter(filter), openId === undefined ? '' : `${OPEN}=${encodeURIComponent(openId)}`];
  const text = query.filter((part) => part !== '').join('&');
  return text === '' ? path : `${path}?${text}`;
}
