/** The widget's inside, the same in a dialog and on a page: form, sending, receipt, list, and the ways between them. */

import type { Context } from './context';
import { type Draft, emptyDraft, type Parcel } from './core/draft';
import { explain } from './core/explain';
import { newKey } from './core/key';
import { pack } from './core/parcel';
import type { Problem } from './core/problem';
import type { Receipt } from './core/receipts';
import { mayPass } from './core/retry';
import { pageAddress, pageMetadata, systemInfo } from './core/surroundings';
import type { Contact, Kind } from './core/types';
import { ICONS } from './views/dom';
import { createForm } from './views/form';
import { createFrame, type FrameButton, type View } from './views/frame';
import { createMine } from './views/mine';
import { createReceipt } from './views/receipt';
import { createSaved, createSending, type Sending } from './views/sending';

export interface Panel {
  element: HTMLElement;
  /** Shows the form, with what was left in it. */
  open: (wish?: Wish) => Promise<void>;
  /** A parcel that waited has arrived. */
  arrived: (receipt: Receipt, name: string) => void;
}

/** What a host may fill in. */
export interface Wish {
  kind?: Kind;
  description?: string;
  contact?: string | Contact;
}

export interface PanelOptions {
  /** More buttons at the top, as to close. */
  buttons: FrameButton[];
  /** Hides the panel while a picture of the page is taken. */
  aside: <T>(work: () => Promise<T>) => Promise<T>;
}

type OnRefused = (why: string) => void | Promise<void>;

export function createPanel(context: Context, options: PanelOptions): Panel {
  const { words, settings, outbox, drafts } = context;
  const mineButton = { label: words.mine, path: ICONS.clock, press: showMine };
  const frame = createFrame(words, [mineButton, ...options.buttons]);
  /** What this page has in the form, which the database may not have yet. */
  let current: Draft | undefined;
  /** The last parcel that was shown as waiting, and where. */
  let waiting: { name: string; view: View } | undefined;
  /** Until a submitted form is in the outbox: opened before, the panel would show it once more. */
  let packing = Promise.resolve();
  const toForm = () => void open();

  function keep(draft: Draft): void {
    current = draft;
    drafts.keep(draft);
  }

  function forget(): Promise<void> {
    current = undefined;
    return drafts.forget();
  }

  async function open(wish: Wish = {}): Promise<void> {
    await packing;
    const left = current ? undefined : await drafts.load();
    const draft = current ?? left ?? emptyDraft('fault', new Date());
    if (wish.kind) draft.kind = wish.kind;
    if (wish.description) draft.content = wish.description;
    if (typeof wish.contact === 'string') draft.contact = wish.contact;
    else Object.assign(context.known, wish.contact);
    showForm(draft, { restored: left !== undefined });
  }

  function showForm(draft: Draft, { restored = false, error = '' } = {}): void {
    const onDiscard = () => void forget().then(() => showForm(emptyDraft(draft.kind, new Date())));
    const view = createForm(context, {
      draft,
      error,
      restored: restored ? { onDiscard } : undefined,
      aside: options.aside,
      host: () => frame.element,
      onChange: keep,
      onSubmit: (filled) => void submit(filled),
    });
    frame.show(view);
  }

  async function submit(draft: Draft): Promise<void> {
    // At once, so that a second click finds no button to submit another.
    const sending = createSending(context, frame.announce);
    frame.show(sending);
    const sender = {
      api: settings.api,
      app: settings.app,
      source: context.source,
      page: pageAddress(),
      metadata: pageMetadata(settings.version),
      systemInfo: systemInfo(),
      known: context.known,
      log: context.logbook.text(),
    };
    const parcel = pack(draft, sender, newKey(), Date.now());
    packing = outbox.add(parcel).then(forget);
    await packing;
    await send(parcel, sending, async (error) => {
      // The API will never take it as it is: back into the form, where it can be changed.
      await outbox.remove(parcel.name);
      keep(draft);
      showForm(draft, { error });
    });
  }

  /** Shows how it ends, unless the person has gone on to something else: then it waits in the list, or is said. */
  async function send(parcel: Parcel, sending: Sending, onRefused: OnRefused): Promise<void> {
    try {
      const receipt = await outbox.send(parcel.name, sending.progress);
      if (!frame.shows(sending)) return receipt && frame.announce(words.thanks);
      if (receipt) showReceipt(receipt, words.thanks, toForm);
      else showSaved(parcel, onRefused);
    } catch (error) {
      if (!frame.shows(sending)) return;
      if (mayPass(error)) showSaved(parcel, onRefused);
      else await onRefused(explain(words, error as Problem));
    }
  }

  function sendAgain(parcel: Parcel, onRefused: OnRefused): void {
    const sending = createSending(context, frame.announce);
    frame.show(sending);
    void send(parcel, sending, onRefused);
  }

  function showSaved(parcel: Parcel, onRefused: OnRefused): void {
    const view = createSaved(context, { onRetry: () => sendAgain(parcel, onRefused), onWrite: toForm });
    waiting = { name: parcel.name, view };
    frame.show(view);
  }

  function showReceipt(receipt: Receipt, note: string | undefined, onBack: () => void): void {
    frame.show(createReceipt(context, { ...receipt, note, onBack, link: true }));
  }

  function showMine(): void {
    // Refused before: what is wrong stands in the list, where it can be removed.
    const onOpen = (receipt: Receipt) => showReceipt(receipt, undefined, showMine);
    const onSend = (parcel: Parcel) => sendAgain(parcel, showMine);
    frame.show(createMine(context, { onBack: toForm, onOpen, onSend }));
  }

  function arrived(receipt: Receipt, name: string): void {
    if (waiting?.name === name && frame.shows(waiting.view)) showReceipt(receipt, words.arrived, toForm);
    else frame.announce(words.arrived);
  }

  return { element: frame.element, open, arrived };
}
