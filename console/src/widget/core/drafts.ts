/**
 * The form as it is typed, kept for the next page.
 *
 * Text and pictures are kept apart: text changes with every letter, and pictures may be ninety megabytes.
 */

import { openStore, type Store } from './database';
import { type Draft, isBlank, type Picture } from './draft';

/** Typing is written down when it pauses. */
const REST_MS = 400;

export interface Drafts {
  /** What was left by an earlier page. */
  load: () => Promise<Draft | undefined>;
  /** Writes it down soon. */
  keep: (draft: Draft) => void;
  forget: () => Promise<void>;
}

export function createDrafts(where: { api: string; app: string }): Drafts {
  const name = `${where.api} ${where.app}`;
  const pictureName = `${name} pictures`;
  const texts: Store<Draft> = openStore('drafts');
  const pictures: Store<Picture[]> = openStore('drafts');
  let resting: ReturnType<typeof setTimeout> | undefined;
  let written: Picture[] = [];

  async function write(draft: Draft): Promise<void> {
    if (isBlank(draft)) return remove();
    await texts.put(name, { ...draft, pictures: [] });
    const now = draft.pictures.map((picture) => ({ ...picture }));
    if (same(now, written)) return;
    written = now;
    await pictures.put(pictureName, now);
  }

  async function remove(): Promise<void> {
    written = [];
    await texts.remove(name);
    await pictures.remove(pictureName);
  }

  /** One after the other: pictures that are still being written must not outlive what was sent. */
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => (last = last.then(work));

  return {
    async load() {
      const text = await texts.get(name);
      return text && { ...text, pictures: (await pictures.get(pictureName)) ?? [] };
    },
    keep(draft) {
      clearTimeout(resting);
      resting = setTimeout(() => void inTurn(() => write(draft)), REST_MS);
    },
    forget() {
      clearTimeout(resting);
      return inTurn(remove);
    },
  };
}

function same(some: Picture[], others: Picture[]): boolean {
  return some.length === others.length && some.every(({ blob }, index) => blob === others[index]?.blob);
}
