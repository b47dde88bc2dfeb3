import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Draft, emptyDraft } from './draft';
import { openStore } from './database';
import { createDrafts } from './drafts';

const WHERE = { api: 'https://api.example', app: 'app' };
const DAY_MS = 24 * 60 * 60_000;
const picture = () => ({ name: 'a.png', blob: new Blob(['x'], { type: 'image/png' }) });
const draft = (changes: Partial<Draft>): Draft => ({ ...emptyDraft('fault', new Date()), ...changes });

/** Keeps it, and lets the pause pass. */
async function keep(...given: Draft[]): Promise<void> {
  const drafts = createDrafts(WHERE);
  for (const each of given) drafts.keep(each);
  await vi.advanceTimersByTimeAsync(400);
  vi.useRealTimers();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await createDrafts(WHERE).forget();
});

it('keeps the last of what was typed, with its pictures, for another page of the same app', async () => {
  await keep(draft({ content: '闪' }), draft({ content: '闪退', pictures: [picture(), picture()] }));
  await expect.poll(() => createDrafts(WHERE).load()).toMatchObject({ content: '闪退', pictures: [{}, {}] });
  expect(await createDrafts({ ...WHERE, app: 'other' }).load()).toBeUndefined();
});

it('keeps nothing that is blank', async () => {
  await keep(draft({ content: ' ' }));
  expect(await createDrafts(WHERE).load()).toBeUndefined();
});

it('drops a draft that nobody went on with for a month, even where the form is not opened', async () => {
  await keep(draft({ content: '闪退', pictures: [picture()] }));
  await expect.poll(() => createDrafts(WHERE).load()).toBeDefined();
  vi.setSystemTime(Date.now() + 29 * DAY_MS);
  expect(await createDrafts(WHERE).load()).toBeDefined();
  vi.setSystemTime(Date.now() + 2 * DAY_MS);
  createDrafts(WHERE);
  await expect.poll(() => openStore('drafts').all()).toEqual([]);
});

it('forgets what was sent', async () => {
  await keep(draft({ content: '闪退', pictures: [picture()] }));
  const drafts = createDrafts(WHERE);
  await expect.poll(() => drafts.load()).toBeDefined();
  await drafts.forget();
  expect(await createDrafts(WHERE).load()).toBeUndefined();
});
