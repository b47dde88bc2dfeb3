/** Marks rows: shown at once, taken back where the API refuses or if the reader wishes. */

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { setStatus } from '../api/feedback';
import type { FeedbackItem, Status } from '../api/words';
import { useWords } from '../i18n/language';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { type Mark, marksOf, sendAll, statusesBefore, undoOf, without } from './mark';
import { asLastSeen, refresh, showStatuses } from './queries';

type Row = Pick<FeedbackItem, 'id' | 'status'>;
export type OnMark = (rows: readonly Row[], status: Status) => void;

export function useMark(app: string) {
  const queries = useQueryClient();
  const words = useWords();
  const toasts = useToasts();
  const undoLast = useRef<() => void>(undefined);

  const send = useCallback(
    (marks: Mark[]) => sendAll(marks, async ({ ids, status }) => (await setStatus(app, ids, status)).updated),
    [app],
  );

  const undo = useCallback(
    async (before: ReadonlyMap<string, Status>) => {
      const ids = [...before.keys()];
      undoLast.current = undefined;
      showStatuses(queries, app, before);
      const { reached, error } = await send(undoOf(before, ids));
      const done = words.list.undone(reached.length);
      if (error === undefined) toasts.succeeded(done);
      else toasts.failed(together(reached.length > 0 && done, problemText(error, words)));
      refresh(queries, app, ids);
    },
    [app, queries, send, toasts, words],
  );

  const mark = useCallback(
    async (rows: readonly Row[], status: Status) => {
      // What came before is not the last marking any more, however this one ends.
      undoLast.current = undefined;
      const before = statusesBefore(asLastSeen(queries, app, rows), status);
      const ids = [...before.keys()];
      showStatuses(queries, app, new Map(ids.map((id) => [id, status])));

      const { reached, error } = await send(marksOf(ids, status));
      const missed = without(before, reached);
      const some = reached.length > 0;
      const back = () => void undo(without(before, [...missed.keys()]));
      undoLast.current = some ? back : undefined;
      const action = some ? { name: words.list.undo, run: back } : undefined;
      const done = words.list.marked(reached.length, words.statuses[status]);
      if (error === undefined) {
        toasts.succeeded(together(done, missed.size > 0 && words.list.notFound(missed.size)), action);
      } else {
        showStatuses(queries, app, missed);
        toasts.failed(together(some && done, problemText(error, words)), action);
      }
      refresh(queries, app, ids);
    },
    [app, queries, send, toasts, undo, words],
  );

  const onMark = useCallback<OnMark>((rows, status) => void mark(rows, status), [mark]);
  return { mark: onMark, undoLast: useCallback(() => undoLast.current?.(), []) };
}

const together = (...texts: (string | false)[]) => texts.filter(Boolean).join(' · ');
