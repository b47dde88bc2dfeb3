/** The chosen rows. They stay chosen from page to page, and are let go when the filter changes. */

import { useCallback, useMemo, useState } from 'react';
import type { FeedbackItem } from '../api/words';

export interface Selection {
  rows: FeedbackItem[];
  has: (id: string) => boolean;
  set: (items: readonly FeedbackItem[], chosen: boolean) => void;
  clear: () => void;
}

/** `of` names what is chosen from: another one, another selection. */
export function useSelection(of: string): Selection {
  const [state, setState] = useState({ of, rows: new Map<string, FeedbackItem>() });
  const rows = useMemo(() => (state.of === of ? state.rows : new Map<string, FeedbackItem>()), [state, of]);

  const set = useCallback(
    (items: readonly FeedbackItem[], chosen: boolean) => {
      const next = new Map(rows);
      for (const item of items) {
        if (chosen) next.set(item.id, item);
        else next.delete(item.id);
      }
      setState({ of, rows: next });
    },
    [rows, of],
  );
  const clear = useCallback(() => setState({ of, rows: new Map() }), [of]);

  return useMemo(() => ({ rows: [...rows.values()], has: (id) => rows.has(id), set, clear }), [rows, set, clear]);
}
