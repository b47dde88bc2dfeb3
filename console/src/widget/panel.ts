/** The widget's inside, the same in a dialog and on a page: form, sending, receipt, list, and the ways between them. */

import type { Context } from './context';
import { type Draft, emptyDraft, type Parcel } from './core/draft';
import { newKey } from './core/key';
import { pack } from './core/parcel';
import { Problem } from './core/problem';
import type { Receipt } from './core/receipts';
import { mayPass } from './core/retry';
import { pageAddress, pageMetadata, systemInfo } from './core/surroundings';
import type { Contact, Kind } from './core/types';
import { ICONS } from './views/dom';
import { createForm } from './views/form';
import { createFrame, type FrameButton } from './views/frame';
import { createMine } from './views/mine';
import { createReceipt } from './views/receipt';
import { createSaved, createSending } from './views/sending';

export interface Panel {
  element: HTMLElement;
  /** Shows the form, with what was left in it. */
  open: (wish?: Wish) => Promise<void>;
  /** A parcel that waited has arrived. */
  arrived: (receipt: Receipt, key: string) => void;
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

export function createPanel(context: Context, options: PanelOptions): Panel {
  const { words, settings, outbox, drafts } = context;
  const mineButton = { label: words.mine, path: ICONS.clock, press: showMine };
  const frame = createFrame(words, [mineButton, ...options.buttons]);
  /** What this page has in the form, which the database may not have yet. */
  let current: Draft | undefined;
  /** The parcel that the panel shows as waiting. */
  let waitingFor = '';
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
    frame.show(createSending(context, frame.announce));
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
    await outbox.add(parcel);
    await forget();
    await send(parcel, async (error) => {
      // The API will never take it as it is: back into the form, where it can be changed.
      await outbox.remove(parcel.key);
      keep(draft);
      showForm(draft, { error });
    });
  }

  async function send(parcel: Parcel, onRefused: (why: string) => void | Promise<void>): Promise<void> {
    const sending = createSending(context, frame.announce);
    frame.show(sending);
    try {
      const receipt = await outbox.send(parcel.key, sending.progress);
      if (receipt) showReceipt(receipt, words.thanks, toForm);
      else showSaved(parcel, onRefused);
    } catch (error) {
      if (mayPass(error)) showSaved(parcel, onRefused);
      else await onRefused(explain(error as Problem));
    }
  }

  function showSaved(parcel: Parcel, onRefused: (why: string) => void | Promise<void>): void {
    waitingFor = parcel.key;
    frame.show(createSaved(context, { onRetry: () => void send(parcel, onRefused), onWrite: toForm }));
  }

  function showReceipt(receipt: Receipt, note: string | undefined, onBack: () => void): void {
    waitingFor = '';
    frame.show(createReceipt(context, { ...receipt, note, onBack, link: true }));
  }

  function showMine(): void {
    // Refused before: what is wrong stands in the list, where it can be removed.
    const onOpen = (receipt: Receipt) => showReceipt(receipt, undefined, showMine);
    const onSend = (parcel: Parcel) => void send(parcel, showMine);
    frame.show(createMine(context, { onBack: toForm, onOpen, onSend }));
  }

  function explain(problem: Problem): string {
    if (problem.status === 403) return words.errors.forbidden;
    if (problem.field?.startsWith('contact')) return words.errors.contact;
    return words.errors.refused(problem.message);
  }

  function arrived(receipt: Receipt, key: string): void {
    if (key === waitingFor) showReceipt(receipt, words.arrived, toForm);
    else frame.announce(words.arrived);
  }

  return { element: frame.element, open, arrived };
}
