// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import type { Context } from './context';
import type { Parcel } from './core/draft';
import { createLogbook } from './core/logbook';
import { Problem } from './core/problem';
import type { Receipt } from './core/receipts';
import { readSettings } from './core/settings';
import { zh } from './core/words.zh';
import { createPanel } from './panel';

const RECEIPT: Receipt = { id: 'fb_1', receipt: 'r', kind: 'fault', excerpt: '', createdAt: '' };

/** A panel whose parcels are on their way until `end` says how it ends. */
function world() {
  const parcels: Parcel[] = [];
  const ends: { resolve: (receipt: Receipt) => void; reject: (error: Error) => void }[] = [];
  const remove = vi.fn(() => Promise.resolve());
  const context = {
    words: zh,
    settings: readSettings({ app: 'app' }, 'https://api.example', 'zh'),
    api: { read: () => new Promise(() => undefined) },
    logbook: createLogbook(),
    known: {},
    source: 'web_sdk',
    drafts: { load: () => Promise.resolve(undefined), keep: vi.fn(), forget: () => Promise.resolve() },
    outbox: {
      add: (parcel: Parcel) => Promise.resolve(void parcels.push(parcel)),
      remove,
      send: () => new Promise((resolve, reject) => ends.push({ resolve, reject })),
    },
  } as unknown as Context;
  const panel = createPanel(context, { buttons: [], aside: (work) => work() });
  document.body.replaceChildren(panel.element);
  const title = () => panel.element.querySelector('h2')?.textContent;
  const field = () => panel.element.querySelector('textarea') as HTMLTextAreaElement;
  const type = (text: string) => {
    field().value = text;
    field().dispatchEvent(new Event('input'));
  };
  const press = (label: string) =>
    [...panel.element.querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click();
  const submit = async (text: string) => {
    await panel.open();
    type(text);
    panel.element.querySelector('form')?.dispatchEvent(new Event('submit'));
    await vi.waitFor(() => expect(ends).toHaveLength(1));
  };
  return { remove, panel, parcels, ends, title, field, type, press, submit };
}

it('shows the receipt of what was sent', async () => {
  const { ends, title, submit } = world();
  await submit('闪退');
  ends[0]?.resolve(RECEIPT);
  await vi.waitFor(() => expect(title()).toBe(zh.mine));
});

it.each([
  ['arrives', (end: { resolve: (receipt: Receipt) => void }) => end.resolve(RECEIPT)],
  ['is refused', (end: { reject: (error: Error) => void }) => end.reject(new Problem(403, 'no'))],
  ['finds no network', (end: { reject: (error: Error) => void }) => end.reject(new Problem(0, 'lost'))],
])('leaves the form as it is typed when what was sent before %s', async (_, finish) => {
  const { remove, panel, ends, title, field, type, submit } = world();
  await submit('第一条');
  await panel.open();
  expect(field().value).toBe('');
  type('第二条');
  const typed = field();
  if (ends[0]) finish(ends[0]);
  await new Promise((done) => setTimeout(done));
  expect(title()).toBe(zh.title);
  expect(field()).toBe(typed);
  // What was refused stays in the list, with the reason.
  expect(remove).not.toHaveBeenCalled();
});

it('says what waited has arrived, and does not come over another form', async () => {
  const { panel, parcels, ends, title, field, press, submit } = world();
  await submit('闪退');
  ends[0]?.reject(new Problem(0, 'lost'));
  await vi.waitFor(() => expect(title()).toBe(zh.savedTitle));
  press(zh.write);
  await vi.waitFor(() => expect(title()).toBe(zh.title));
  const form = field();
  panel.arrived(RECEIPT, parcels[0]?.name ?? '');
  expect(field()).toBe(form);
});

it('shows the receipt where what waited is still shown', async () => {
  const { panel, parcels, ends, title, submit } = world();
  await submit('闪退');
  ends[0]?.reject(new Problem(0, 'lost'));
  await vi.waitFor(() => expect(title()).toBe(zh.savedTitle));
  panel.arrived(RECEIPT, parcels[0]?.name ?? '');
  expect(title()).toBe(zh.mine);
});
