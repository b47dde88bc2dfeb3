import type { Words } from '../core/words.zh';

/** Lets a person draw on a picture within `host`; the changed picture, or nothing if they leave it. */
export type OpenEditor = (host: HTMLElement, picture: Blob, words: Words['editor']) => Promise<Blob | undefined>;
