/** Asks whether the page's log may be sent, and shows what that is. */

import type { Context } from '../context';
import { freshId, h } from './dom';

export function createConsent({ words, logbook }: Context, agreed: boolean, onChange: (agreed: boolean) => void) {
  const id = freshId();
  const box = h('input', { type: 'checkbox', checked: agreed, attributes: { 'aria-describedby': id } });
  box.onchange = () => onChange(box.checked);
  const log = h('pre', { tabIndex: 0, attributes: { role: 'region', 'aria-label': words.showLog } });
  const details = h('details', {}, h('summary', {}, words.showLog), log);
  // Written when it is looked at, so that it shows what would be sent now.
  details.ontoggle = () => {
    log.textContent = logbook.text() || words.emptyLog;
  };
  return h(
    'div',
    { class: 'field consent' },
    h('label', { class: 'check' }, box, h('span', {}, words.consent)),
    h('p', { id, class: 'hint' }, words.consentHint),
    details,
  );
}
