/**
 * A dialog of the browser's own, as a drawer from the right or a box in the middle.
 *
 * `showModal` keeps the focus inside, makes the rest inert and gives the focus back on closing, which Arco's drawer
 * leaves to its users; a dialog over a dialog works as well.
 */

import { ConfigProvider } from '@arco-design/web-react';
import { IconClose } from '@arco-design/web-react/icon';
import { type ReactNode, useId, useRef } from 'react';
import { useWords } from '../i18n/language';
import { useModal } from './modal';
import './dialog.css';

interface Props {
  title: ReactNode;
  form?: 'box' | 'drawer';
  /** Buttons beside the closing one. */
  extra?: ReactNode;
  footer?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, form = 'box', extra, footer, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const words = useWords();

  useModal(dialog);

  return (
    <dialog
      ref={dialog}
      className={`dialog dialog-${form}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        // Stays until its owner takes it away, which also changes the address.
        event.preventDefault();
        onClose();
      }}
      // A second Esc without a click between is not asked about; the browser just closes.
      onClose={onClose}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {/* What Arco pops up must lie in the dialog: all else is inert and below it. */}
      <ConfigProvider getPopupContainer={() => dialog.current ?? document.body}>
        <div className="dialog-sheet">
          <header className="dialog-head">
            <h2 id={heading}>{title}</h2>
            {extra}
            <button type="button" className="icon-button" aria-label={words.detail.close} onClick={onClose}>
              <IconClose />
            </button>
          </header>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
        </div>
      </ConfigProvider>
    </dialog>
  );
}
