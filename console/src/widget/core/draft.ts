/** What a person has written, from the first letter to the answer of the API. */

import type { Rejection } from './problem';
import type { Contact, Fault, Kind, NewFeedback } from './types';

/** Files that one feedback may have (README "Limits"). */
export const MOST_FILES = 9;
/** Bytes of one picture (README "Limits"). */
export const PICTURE_BYTES = 10 * 1024 * 1024;
/** How long this device keeps what nobody goes on with: a draft, or what was refused. */
export const KEPT_MS = 30 * 24 * 60 * 60_000;
/** What the API takes. A phone turns its own formats into one of these when a form asks for them. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

export interface Picture {
  name: string;
  blob: Blob;
}

/** The form, as it is typed. */
export interface Draft {
  kind: Kind;
  faults: Fault[];
  /** As `<input type="datetime-local">` has it, in the person's own zone. */
  occurredAt: string;
  content: string;
  contact: string;
  logConsent: boolean;
  pictures: Picture[];
}

/** A file on its way. It has an id once the bucket has its bytes. */
export interface Attachment extends Picture {
  type: string;
  mediaId?: string;
}

/** A draft that was submitted and is not known to have arrived. */
export interface Parcel {
  /** The same for as long as it waits. */
  name: string;
  /** Idempotency key: the same for every try, until files that were lost make it another feedback. */
  key: string;
  /** Where it goes; a page may hold parcels of several. */
  api: string;
  app: string;
  createdAt: number;
  /** All of the API's body but the files, fixed at submission so that every try sends the same. */
  body: Omit<NewFeedback, 'media_ids'>;
  attachments: Attachment[];
  /** Why the API will never take it, if it said so. */
  refused?: Rejection;
}

/** An empty form. */
export function emptyDraft(kind: Kind, now: Date): Draft {
  return {
    kind,
    faults: [],
    occurredAt: localMinute(now),
    content: '',
    contact: '',
    logConsent: false,
    pictures: [],
  };
}

/** Whether there is anything in it worth keeping. */
export function isBlank(draft: Draft): boolean {
  return draft.content.trim() === '' && draft.pictures.length === 0 && draft.faults.length === 0;
}

/** A moment as `<input type="datetime-local">` writes it. */
export function localMinute(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What was typed as contact, under the name that the API has for it. */
export function contactOf(typed: string, known: Contact): Contact {
  const text = typed.trim();
  if (text === '') return { ...known };
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text)) return { ...known, email: text };
  if (/^\+?[\d\s()-]{5,20}$/.test(text)) return { ...known, phone: text.replace(/[\s()-]/g, '') };
  return { ...known, other: text };
}
