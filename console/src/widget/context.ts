/** What every view of the widget works with. */

import type { Api } from './core/api';
import { createApi } from './core/api';
import { createDrafts, type Drafts } from './core/drafts';
import type { Logbook } from './core/logbook';
import { createOutbox, type Outbox } from './core/outbox';
import { createReceipts, type Receipts } from './core/receipts';
import type { Settings } from './core/settings';
import type { Contact } from './core/types';
import { en } from './core/words.en';
import { type Words, zh } from './core/words.zh';
import type { OpenEditor } from './editor/types';

export interface Context {
  settings: Settings;
  words: Words;
  api: Api;
  outbox: Outbox;
  receipts: Receipts;
  drafts: Drafts;
  logbook: Logbook;
  /** Who the host says the person is. */
  known: Contact;
  /** `web_sdk` in a host's page, `web` on our own (WIRE.md, `feishu`). */
  source: 'web_sdk' | 'web';
  /** Loads the picture editor, which most people never need. */
  loadEditor: () => Promise<OpenEditor>;
}

export type Given = Pick<Context, 'settings' | 'logbook' | 'source' | 'loadEditor'>;

export function createContext(given: Given): Context {
  const { api: base, app, lang } = given.settings;
  const api = createApi(base, app);
  const receipts = createReceipts(app);
  return {
    ...given,
    words: lang === 'zh' ? zh : en,
    api,
    receipts,
    outbox: createOutbox(api, { api: base, app }, receipts),
    drafts: createDrafts({ api: base, app }),
    known: {},
  };
}
