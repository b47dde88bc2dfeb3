/** Marking many at once, and taking it back. */

import { type FeedbackItem, MOST_IDS, type Status } from '../api/words';

/** One call of `POST /v1/feedback/status`. */
export interface Mark {
  ids: string[];
  status: Status;
}

/** The calls that give all `ids` one status. */
export function marksOf(ids: readonly string[], status: Status): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < ids.length; at += MOST_IDS) marks.push({ ids: ids.slice(at, at + MOST_IDS), status });
  return marks;
}

/** The calls that give each of `ids` its status of `before` again, those of one status together. */
export function undoOf(before: ReadonlyMap<string, Status>, ids: readonly string[]): Mark[] {
  const byStatus = new Map<Status, string[]>();
  for (const id of ids) {
    const status = before.get(id);
    if (status === undefined) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), id]);
  }
  return [...byStatus].flatMap(([status, group]) => marksOf(group, status));
}

/** How far a marking came: whom it reached, and what ended it before its end, if anything did. */
export interface Sent {
  reached: string[];
  error?: unknown;
}

/** Makes the calls of `marks` one after the other. One that fails ends it, but what was done before it is done. */
export async function sendAll(marks: readonly Mark[], call: (mark: Mark) => Promise<string[]>): Promise<Sent> {
  const reached: string[] = [];
  try {
    for (const mark of marks) reached.push(...(await call(mark)));
  } catch (error) {
    return { reached, error };
  }
  return { reached };
}

/** Those of `before` that are not in `reached`. */
export function without(before: ReadonlyMap<string, Status>, reached: readonly string[]): Map<string, Status> {
  const done = new Set(reached);
  return new Map([...before].filter(([id]) => !done.has(id)));
}

/** The statuses that a marking replaces; a row that has the new one already is left alone, and its history with it. */
export function statusesBefore(
  rows: readonly Pick<FeedbackItem, 'id' | 'status'>[],
  next: Status,
): Map<string, Status> {
  return new Map(rows.filter(({ status }) => status !== next).map(({ id, status }) => [id, status]));
}
