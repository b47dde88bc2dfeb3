/** j and k walk through the rows, x chooses one, / goes to the search. The focus itself is the place in the list. */

import type { RefObject } from 'react';
import type { FeedbackItem } from '../api/words';
import { useKeys } from '../ui/keys';
import type { Selection } from './use-selection';

interface Places {
  items: readonly FeedbackItem[];
  selection: Selection;
  table: RefObject<HTMLTableElement | null>;
  search: RefObject<{ focus: () => void } | null>;
  undo: () => void;
}

export function useListKeys({ items, selection, table, search, undo }: Places): void {
  const links = () => [...(table.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
  const current = () => links().findIndex((link) => link.closest('tr')?.contains(document.activeElement) === true);
  const go = (step: 1 | -1) => {
    const all = links();
    const at = current();
    // From outside the list, both keys lead to its first row.
    all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
  };

  useKeys({
    j: () => go(1),
    k: () => go(-1),
    x: () => {
      const item = items[current()];
      if (item !== undefined) selection.set([item], !selection.has(item.id));
    },
    '/': (event) => {
      // Or the slash would be the first thing typed.
      event.preventDefault();
      search.current?.focus();
    },
    z: undo,
    Escape: () => selection.clear(),
  });
}
