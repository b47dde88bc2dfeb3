/** Lists, reads, marks and answers feedback. */

import { bodyOf, inApp, type Schemas } from './client';
import type { Feedback, FeedbackPage, ListQuery, Reply, Status } from './words';

export function listFeedback(app: string, query: ListQuery, signal: AbortSignal): Promise<FeedbackPage> {
  return bodyOf(inApp(app).GET('/v1/feedback', { params: { query }, signal }));
}

export function readFeedback(app: string, id: string, signal: AbortSignal): Promise<Feedback> {
  return bodyOf(inApp(app).GET('/v1/feedback/{id}', { params: { path: { id } }, signal }));
}

export function setStatus(app: string, ids: string[], status: Status): Promise<Schemas['StatusSet']> {
  return bodyOf(inApp(app).POST('/v1/feedback/status', { body: { ids, status } }));
}

/** `key` is the same for every try of one answer, so that none is stored twice. */
export function reply(app: string, id: string, content: string, key: string): Promise<Reply> {
  return bodyOf(
    inApp(app).POST('/v1/feedback/{id}/replies', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: { content },
    }),
  );
}

export async function deleteFeedback(app: string, id: string): Promise<void> {
  await bodyOf(inApp(app).DELETE('/v1/feedback/{id}', { params: { path: { id } } }));
}
