/**
 * What was typed for which feedback, so that a look at its neighbour loses nothing, nor does a session that expires.
 *
 * Each belongs to its member: whoever comes next must neither read nor send it.
 */

const drafts = new Map<string, string>();

const nameOf = (member: string, id: string) => JSON.stringify([member, id]);

export const draftOf = (member: string, id: string): string => drafts.get(nameOf(member, id)) ?? '';

export function keepDraft(member: string, id: string, text: string): void {
  if (text === '') drafts.delete(nameOf(member, id));
  else drafts.set(nameOf(member, id), text);
}

/** At a sign-out, which is meant as an end. */
export const forgetDrafts = (): void => drafts.clear();
