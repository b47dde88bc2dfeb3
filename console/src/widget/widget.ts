/**
 * The widget in a host's page: `<script src="https://…/widget.js" data-app="…"></script>`.
 *
 * It listens to the page's errors from here on, shows a button unless told not to, and answers to `Yijian`.
 */

import { createContext } from './context';
import { capture } from './core/capture';
import { describe } from './core/describe';
import { createLogbook } from './core/logbook';
import { readSettings } from './core/settings';
import type { Contact } from './core/types';
import { createDialog } from './dialog';
import type { OpenEditor } from './editor/types';
import { keepSending } from './outgoing';
import type { Wish } from './panel';
import { createShadow } from './shadow';
import { h, ICONS, icon } from './views/dom';

/** The editor's file beside this one; the build puts its hashed name here. */
declare const EDITOR_PATH: string;

export interface YijianApi {
  /** Opens the form, with what is given filled in. */
  open(wish?: Wish): void;
  close(): void;
  /** Says who the person is; sent with every feedback. */
  identify(contact: Contact): void;
  /** Adds a line to the log that a person may agree to send. */
  log(...values: unknown[]): void;
}

// A second tag would show a second button and write every line of the log twice.
if (!('Yijian' in window)) start(document.currentScript as HTMLScriptElement);

function start(script: HTMLScriptElement): void {
  const origin = new URL(script.src).origin;
  const settings = readSettings(script.dataset, origin, navigator.language);
  const logbook = createLogbook();
  capture(logbook, (url) => url.startsWith(`${settings.api}/v1/`));

  const context = createContext({
    settings,
    logbook,
    source: 'web_sdk',
    loadEditor: async () =>
      ((await import(/* @vite-ignore */ origin + EDITOR_PATH)) as { openEditor: OpenEditor }).openEditor,
  });

  /** The dialog, once there is a body to hold it. */
  const ready = new Promise<ReturnType<typeof createDialog>>((resolve) => {
    if (document.readyState !== 'loading') resolve(mount());
    else addEventListener('DOMContentLoaded', () => resolve(mount()));
  });

  function mount() {
    const host = document.createElement('yijian-feedback');
    const root = createShadow(host, settings);
    const dialog = createDialog(context, root);
    if (settings.button !== 'none') {
      const launcher = h('button', { type: 'button', class: 'launcher' }, icon(ICONS.bubble));
      launcher.append(h('span', {}, settings.button ?? context.words.open));
      launcher.setAttribute('aria-haspopup', 'dialog');
      launcher.onclick = () => void dialog.open();
      root.append(launcher);
    }
    document.body.append(host);
    keepSending(context.outbox, dialog.arrived);
    return dialog;
  }

  const api: YijianApi = {
    open: (wish) => void ready.then((dialog) => dialog.open(wish)),
    close: () => void ready.then((dialog) => dialog.close()),
    identify: (contact) => void Object.assign(context.known, contact),
    log: (...values) => logbook.add('info', values.map(describe).join(' ')),
  };
  Object.assign(window, { Yijian: api });
}
