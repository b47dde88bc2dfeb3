/** Turns a filled form into what is sent, once. */

import { characters, wellFormed } from './characters';
import { type Attachment, contactOf, type Draft, MOST_FILES, type Parcel } from './draft';
import type { Contact, NewFeedback } from './types';

/** Bytes of log that fit into `metadata` (64 KiB) beside the rest, however they are escaped. */
const INLINE_LOG_CHARACTERS = 8_000;
/** Bytes of log in a file: the API takes 5 MB, but a hundred kilobytes are what people read. */
const LOG_CHARACTERS = 200_000;

export interface Sender {
  api: string;
  app: string;
  source: string;
  /** Where the person is. */
  page: string;
  metadata: Record<string, unknown>;
  systemInfo: Record<string, unknown>;
  known: Contact;
  /** The page's log as it is now. */
  log: string;
}

export function pack(draft: Draft, sender: Sender, key: string, now: number): Parcel {
  const attachments: Attachment[] = draft.pictures.map(({ name, blob }) => ({ name, blob, type: blob.type }));
  const body: NewFeedback = {
    kind: draft.kind,
    content: wellFormed(draft.content.trim()),
    page: characters(sender.page).slice(0, 1024).join(''),
    source: sender.source,
    contact: contactOf(wellFormed(draft.contact), sender.known),
    metadata: sender.metadata,
    system_info: sender.systemInfo,
  };
  if (draft.kind === 'fault') describeFault(draft, sender.log, body, attachments);
  return { name: key, key, api: sender.api, app: sender.app, createdAt: now, body, attachments };
}

function describeFault(draft: Draft, log: string, body: NewFeedback, attachments: Attachment[]): void {
  body.faults = draft.faults;
  if (draft.occurredAt !== '') body.occurred_at = new Date(draft.occurredAt).toISOString();
  body.log_consent = draft.logConsent;
  if (!draft.logConsent || log === '') return;
  if (attachments.length < MOST_FILES) {
    const blob = new Blob([wellFormed(log.slice(-LOG_CHARACTERS))], { type: 'text/plain' });
    attachments.push({ name: 'page.log', blob, type: 'text/plain' });
  } else {
    // Nine pictures leave no room for a tenth file.
    body.metadata = { ...body.metadata, log: wellFormed(log.slice(-INLINE_LOG_CHARACTERS)) };
  }
}

/** The body of every try: equal bytes as long as the files have their ids. */
export function bodyOf(parcel: Parcel): NewFeedback {
  const ids = parcel.attachments.flatMap(({ mediaId }) => mediaId ?? []);
  return ids.length > 0 ? { ...parcel.body, media_ids: ids } : parcel.body;
}
