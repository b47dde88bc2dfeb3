/**
 * Brings one parcel to the API: its files first, then the feedback.
 *
 * What was done is written down after each step. So a try that is cut short anywhere, even by a closed page, is taken up
 * where it was, and sends the same body with the same key: the API stores one feedback, however often it is asked.
 */

import type { Api } from './api';
import type { Parcel } from './draft';
import { bodyOf } from './parcel';
import { Problem } from './problem';
import { type Clock, persist } from './retry';
import type { transfer as Transfer } from './transfer';
import type { Submitted } from './types';

export interface Means {
  api: Pick<Api, 'submit' | 'beginUpload'>;
  transfer: typeof Transfer;
  /** Writes the parcel down as it is now. */
  save(parcel: Parcel): Promise<void>;
  clock: Clock;
  newKey(): string;
}

/** Share of the whole that has gone, 0 to 1. */
export type Progress = (share: number) => void;

export async function deliver(parcel: Parcel, means: Means, onProgress: Progress): Promise<Submitted> {
  await sendFiles(parcel, means, onProgress);
  try {
    return await submit(parcel, means);
  } catch (error) {
    if (!lostFiles(parcel, error)) throw error;
    // The bucket forgets what no feedback claimed within a day: send the files again, as another feedback.
    for (const attachment of parcel.attachments) delete attachment.mediaId;
    parcel.key = means.newKey();
    await sendFiles(parcel, means, onProgress);
    return submit(parcel, means);
  }
}

function submit(parcel: Parcel, means: Means): Promise<Submitted> {
  return persist(() => means.api.submit(bodyOf(parcel), parcel.key), means.clock);
}

function lostFiles(parcel: Parcel, error: unknown): boolean {
  return error instanceof Problem && error.field === 'media_ids' && parcel.attachments.length > 0;
}

async function sendFiles(parcel: Parcel, means: Means, onProgress: Progress): Promise<void> {
  const total = parcel.attachments.reduce((sum, { blob }) => sum + blob.size, 0);
  let gone = 0;
  onProgress(0);
  for (const [index, attachment] of parcel.attachments.entries()) {
    const { blob, name, type } = attachment;
    if (attachment.mediaId === undefined) {
      attachment.mediaId = await persist(async () => {
        const upload = await means.api.beginUpload({ name, type, size: blob.size }, `${parcel.key}-${index}`);
        await means.transfer(upload.upload, blob, (sent) => onProgress((gone + Math.min(sent, blob.size)) / total));
        return upload.media_id;
      }, means.clock);
      await means.save(parcel);
    }
    gone += blob.size;
    onProgress(gone / total);
  }
}
