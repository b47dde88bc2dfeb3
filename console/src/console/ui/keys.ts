/** Single-key shortcuts of a page: silent while somebody types, chooses in a menu, or a dialog is open. */

import { useEffect, useRef } from 'react';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** `within` a dialog, the keys work while one is open and no other covers it. */
export function useKeys(keys: Keys, within: 'page' | 'dialog' = 'page'): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelectorAll('dialog[open]').length !== (within === 'dialog' ? 1 : 0)) return;
      if (event.key !== 'Escape' && isTyping(event.target)) return;
      current.current[event.key]?.(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [within]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('textarea, select, input:not([type=checkbox]), [role=combobox]')
  );
}
