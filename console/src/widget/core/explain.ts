/** Tells people why the API refused, in their language. */

import type { Rejection } from './problem';
import type { Words } from './words.zh';

export function explain({ errors }: Words, { status, field, message }: Rejection): string {
  const ofField = errors.fields[field?.split('.')[0] ?? ''];
  const ofStatus = { 401: errors.unknownApp, 403: errors.forbidden, 404: errors.receipt }[status];
  // Its own words are English; they come only where there are none of ours.
  return ofField ?? ofStatus ?? errors.refused(message);
}
