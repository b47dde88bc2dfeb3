/** `/receipt#<id>.<receipt>`: a feedback as its author reads and answers it. */

import { createApi } from '../widget/core/api';
import { en } from '../widget/core/words.en';
import { zh } from '../widget/core/words.zh';
import { h } from '../widget/views/dom';
import { createFrame } from '../widget/views/frame';
import { createReceipt } from '../widget/views/receipt';
import { fillPage, settingsOfPage } from './page';

const settings = settingsOfPage();
const words = settings.lang === 'zh' ? zh : en;
const frame = createFrame(words, []);
fillPage(settings, words.mine, frame.element);
show();
// Another receipt in the same tab changes only the fragment, which loads nothing.
addEventListener('hashchange', show);

function show(): void {
  const [, id, receipt] = /^#(fb_[\da-z]+)\.([\w.-]+)$/.exec(location.hash) ?? [];
  if (id === undefined || receipt === undefined) {
    const complaint = h('p', { class: 'moment error', attributes: { role: 'alert' } }, words.errors.receipt);
    frame.show({ title: words.mine, element: complaint });
    return;
  }
  frame.show(
    createReceipt({ words, settings, api: createApi(settings.api, settings.app) }, { id, receipt, link: false }),
  );
}
