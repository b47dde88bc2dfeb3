/** Dialogs of the browser's own that cover the page. While one is open, all outside of the topmost is inert. */

import { type RefObject, useEffect, useLayoutEffect, useSyncExternalStore } from 'react';

/** Those on the page, the topmost last. */
const stack: HTMLElement[] = [];
const watchers = new Set<() => void>();

/** Shows `dialog` over all else as long as its component is there; gives the focus back to what opened it. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const opener = document.activeElement;
    element.showModal();
    // Only now, or what moves in would lie below the dialog.
    stack.push(element);
    tell();
    return () => {
      // The element leaves the page without being closed, so the browser gives no focus back.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [dialog]);

  // What lies in the dialog moves out as it goes, and not a moment later.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => {
      const at = stack.findIndex((each) => each === element);
      if (at >= 0) stack.splice(at, 1);
      tell();
    };
  }, [dialog]);
}

/** Where something must lie to be of use now: in the topmost dialog, or else anywhere. */
export function useTopmost(): HTMLElement {
  return useSyncExternalStore(watch, () => stack.at(-1) ?? document.body);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

function tell(): void {
  for (const watcher of watchers) watcher();
}
