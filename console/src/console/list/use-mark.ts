/** Marks rows: shown at once, taken back if the API refuses or the reader wishes. */

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { setStatus } from '../api/feedback';
import type { FeedbackItem, Status } from '../api/words';
import { useWords } from '../i18n/language';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { type Mark, marksOf, statusesBefore, undoOf } from './mark';
import { asLastSeen, refresh, showStatuses } from './queries';

type Row = Pick<FeedbackItem, 'id' | 'status'>;

export function useMark(app: string) {
  const queries = useQueryClient();
  const words = useWords();
  const toasts = useToasts();
  const undoLast = useRef<() => void>(undefined);

  /** Sends `marks` one after the other; gives back whom they reached. */
  const send = useCallback(
    async (marks: Mark[]): Promise<string[]> => {
      const reached: string[] = [];
      for (const { ids, status } of marks) reached.push(...(await setStatus(app, ids, status)).updated);
      return reached;
    },
    [app],
  );

  const undo = useCallback(
    async (before: ReadonlyMap<string, Status>, ids: string[]) => {
      undoLast.current = undefined;
      showStatuses(queries, app, new Map(ids.flatMap((id) => pair(id, before.get(id)))));
      try {
        const restored = await send(undoOf(before, ids));
        toasts.succeeded(words.list.undone(restored.length));
      } catch (error) {
        toasts.failed(problemText(error, words));
      } finally {
        refresh(queries, app, ids);
      }
    },
    [app, queries, send, toasts, words],
  );

  const mark = useCallback(
    async (rows: readonly Row[], status: Status) => {
      const before = statusesBefore(asLastSeen(queries, app, rows), status);
      const ids = [...before.keys()];
      showStatuses(queries, app, new Map(ids.map((id) => [id, status])));
      try {
        const reached = await send(marksOf(ids, status));
        const back = () => void undo(before, reached);
        undoLast.current = reached.length > 0 ? back : undefined;
        const done = words.list.marked(reached.length, words.statuses[status]);
        const lost = ids.length - reached.length;
        const text = lost > 0 ? `${done} · ${words.list.notFound(lost)}` : done;
        toasts.succeeded(text, reached.length > 0 ? { name: words.list.undo, run: back } : undefined);
      } catch (error) {
        showStatuses(queries, app, before);
        toasts.failed(problemText(error, words));
      } finally {
        refresh(queries, app, ids);
      }
    },
    [app, queries, send, toasts, undo, words],
  );

  return { mark, undoLast: useCallback(() => undoLast.current?.(), []) };
}

const pair = (id: string, status: Status | undefined): [string, Status][] =>
  status === undefined ? [] : [[id, status]];
