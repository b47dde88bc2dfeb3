/**
 * The panel over a host's page: a sheet from below on phones, a card at a corner elsewhere.
 *
 * A modal `<dialog>` lies above every z-index, keeps the keyboard inside, closes with Esc and gives the focus back.
 */

import type { Context } from './context';
import { h, ICONS } from './views/dom';
import { createPanel, type Panel, type Wish } from './panel';

export interface Dialog {
  open: (wish?: Wish) => Promise<void>;
  close: () => void;
  arrived: Panel['arrived'];
}

export function createDialog(context: Context, root: HTMLElement): Dialog {
  const dialog = h('dialog', { attributes: { 'aria-labelledby': 'yj-title' } });
  const close = () => dialog.close();

  /** Out of the picture, but as it was. */
  async function aside<T>(work: () => Promise<T>): Promise<T> {
    dialog.close();
    try {
      return await work();
    } finally {
      dialog.showModal();
    }
  }

  const panel = createPanel(context, {
    buttons: [{ label: context.words.close, path: ICONS.close, press: close }],
    aside,
  });
  dialog.append(panel.element);
  root.append(dialog);
  // A click beside the panel; one that began inside, as when text is selected, is none.
  let pressedBeside = false;
  dialog.onpointerdown = (event) => {
    pressedBeside = event.target === dialog;
  };
  dialog.onclick = (event) => {
    if (pressedBeside && event.target === dialog) close();
  };

  return {
    async open(wish) {
      if (!dialog.open) dialog.showModal();
      await panel.open(wish);
    },
    close,
    arrived: panel.arrived,
  };
}
