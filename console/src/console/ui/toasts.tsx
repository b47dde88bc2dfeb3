/** Short messages at the foot of the window, read out by screen readers; one may offer a way back. */

import { Button } from '@arco-design/web-react';
import { IconCheckCircleFill, IconClose, IconCloseCircleFill } from '@arco-design/web-react/icon';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../i18n/language';
import { useTopmost } from './modal';
import './toasts.css';

const STAYS_MS = 4_000;
/** Long enough to notice a slip and reach for the button. */
const STAYS_WITH_ACTION_MS = 10_000;

interface Toast {
  text: string;
  tone: 'success' | 'error';
  action?: { name: string; run: () => void };
}

type Say = (toast: Toast) => void;

const ToastContext = createContext<Say>(() => undefined);

/**
 * One toast at a time: the newest is the one that matters.
 *
 * It lies in the topmost dialog, since all outside of that is inert, and moves when that closes.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast>();
  const shelf = useRef<HTMLDivElement>(null);
  const words = useWords();

  const host = useTopmost();

  // Empty it is invisible, but stays open: a screen reader heeds only a shelf that is there before its toast.
  useEffect(() => {
    shelf.current?.showPopover();
  }, [host]);

  const dismiss = useCallback(() => setToast(undefined), []);

  useEffect(() => {
    if (toast === undefined) return undefined;
    const timer = setTimeout(dismiss, toast.action === undefined ? STAYS_MS : STAYS_WITH_ACTION_MS);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);

  return (
    <ToastContext value={setToast}>
      {children}
      {createPortal(
        <div ref={shelf} popover="manual" className="toasts" role="status" aria-live="polite">
          {toast !== undefined && (
            <div className={`toast toast-${toast.tone}`}>
              {toast.tone === 'success' ? <IconCheckCircleFill /> : <IconCloseCircleFill />}
              <span>{toast.text}</span>
              {toast.action !== undefined && (
                <Button
                  type="text"
                  size="small"
                  onClick={() => {
                    dismiss();
                    toast.action?.run();
                  }}
                >
                  {toast.action.name}
                </Button>
              )}
              <button type="button" className="icon-button" aria-label={words.dismiss} onClick={dismiss}>
                <IconClose />
              </button>
            </div>
          )}
        </div>,
        host,
      )}
    </ToastContext>
  );
}

/** `succeeded(text, action?)` and `failed(text, action?)`. */
export function useToasts() {
  const say = useContext(ToastContext);
  return useMemo(
    () => ({
      succeeded: (text: string, action?: Toast['action']) => say({ text, tone: 'success', ...(action && { action }) }),
      failed: (text: string, action?: Toast['action']) => say({ text, tone: 'error', ...(action && { action }) }),
    }),
    [say],
  );
}
