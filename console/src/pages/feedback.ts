/** `/feedback?app=…`: the form as a page, for web views and links. */

import { createContext } from '../widget/context';
import { createLogbook } from '../widget/core/logbook';
import type { Kind } from '../widget/core/types';
import { keepSending } from '../widget/outgoing';
import { createPanel, type Wish } from '../widget/panel';
import { h } from '../widget/views/dom';
import { fillPage, settingsOfPage } from './page';

const settings = settingsOfPage();
const context = createContext({
  settings,
  // This page has no log of its own: what went wrong went wrong elsewhere.
  logbook: createLogbook(),
  source: 'web',
  loadEditor: async () => (await import('../widget/editor/open')).openEditor,
});
const { words } = context;

if (settings.app === '') {
  fillPage(settings, words.title, h('p', { class: 'moment error', attributes: { role: 'alert' } }, words.errors.app));
} else {
  // The browser's own dialog lies above the page: nothing has to make room.
  const panel = createPanel(context, { buttons: [], aside: (work) => work() });
  fillPage(settings, words.title, panel.element);
  keepSending(context.outbox, panel.arrived);
  void panel.open(wishOfPage());
}

/** `&kind=…&description=…&contact=…` fill the form. */
function wishOfPage(): Wish {
  const given = new URLSearchParams(location.search);
  const [kind, description, contact] = [given.get('kind'), given.get('description'), given.get('contact')];
  return {
    ...(isKind(kind) && { kind }),
    ...(description && { description }),
    ...(contact && { contact }),
  };
}

function isKind(word: string | null): word is Kind {
  return word === 'fault' || word === 'suggestion';
}
