/** Which files become pictures of a feedback, and in which form. */

import { PICTURE_BYTES, PICTURE_TYPES, type Picture } from './draft';
import { picture } from './screenshot';

/** Pixels that the API decodes (README "Limits"), and the longest side of what is made smaller. */
const MOST_PIXELS = 40_000_000;
const SMALLER_SIDE = 4_096;

export type Refusal = 'notAPicture' | 'tooLarge';

/** The file as a picture, made smaller if the API would not take it as it is; or why it can't be one. */
export async function admit(file: File | Blob, name: string): Promise<Picture | Refusal> {
  if (!PICTURE_TYPES.includes(file.type)) return 'notAPicture';
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return 'notAPicture';
  const { width, height } = bitmap;
  try {
    if (file.size <= PICTURE_BYTES && width * height <= MOST_PIXELS) return { name, blob: file };
    const scale = Math.min(1, SMALLER_SIDE / Math.max(width, height));
    const blob = await picture(bitmap, Math.round(width * scale), Math.round(height * scale), 'image/jpeg');
    return blob.size <= PICTURE_BYTES ? { name: name.replace(/\.\w+$/, '.jpg'), blob } : 'tooLarge';
  } finally {
    bitmap.close();
  }
}
