/** Files of a feedback. What one is, only its answer tells: a feedback names no more than ids. */

import { fetchInApp } from './client';
import { Problem } from './problem';

export type Medium =
  | { is: 'picture'; thumb: Blob }
  | { is: 'log'; text: string }
  | { is: 'film'; url: string }
  /** It has not come yet, or nobody has looked at it. */
  | { is: 'waiting' }
  /** It was not what it was said to be. */
  | { is: 'rejected' };

/** A small view of a file: a picture's thumbnail, a log's text, a film's address. */
export async function readMedium(app: string, id: string, signal: AbortSignal): Promise<Medium> {
  const thumb = await get(app, `/v1/media/${id}?size=thumb`, signal);
  if (thumb.ok) return { is: 'picture', thumb: await thumb.blob() };
  if (thumb.status === 410) return { is: 'rejected' };
  if (thumb.headers.has('retry-after')) return { is: 'waiting' };

  // Only pictures have thumbnails.
  const file = await get(app, `/v1/media/${id}`, signal);
  if (!file.ok) throw Problem.of(file, undefined);
  if (file.headers.get('content-type')?.startsWith('text/') === true) return { is: 'log', text: await file.text() };
  await file.body?.cancel();
  // The signed address that we were sent to, good for some minutes.
  return { is: 'film', url: file.url };
}

export async function readPicture(app: string, id: string, signal: AbortSignal): Promise<Blob> {
  const answer = await get(app, `/v1/media/${id}`, signal);
  if (!answer.ok) throw Problem.of(answer, undefined);
  return answer.blob();
}

function get(app: string, path: string, signal: AbortSignal): Promise<Response> {
  return fetchInApp(app, new Request(new URL(path, location.origin), { signal }));
}
