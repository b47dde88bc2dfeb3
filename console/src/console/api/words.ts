/** The words of the API: types, and the lists that people choose from. */

import { FAULTS as OFFERED } from '../../faults';
import type { components, paths } from './schema';

export type Feedback = components['schemas']['Feedback'];
export type FeedbackItem = components['schemas']['FeedbackItem'];
export type FeedbackPage = components['schemas']['FeedbackPage'];
export type Status = components['schemas']['Status'];
export type Kind = components['schemas']['KindName'];
export type Fault = components['schemas']['Fault'];
export type Reply = components['schemas']['Reply'];
export type ListQuery = NonNullable<paths['/v1/feedback']['get']['parameters']['query']>;

export const STATUSES = [
  'pending',
  'in_progress',
  'replied',
  'resolved',
  'closed',
  'rejected',
] as const satisfies Status[];
export const KINDS = ['fault', 'suggestion', 'question', 'other'] as const satisfies Kind[];
export const FAULTS = OFFERED satisfies readonly Fault[];

/** Ids that `POST /v1/feedback/status` takes at once. */
export const MOST_IDS = 100;
