/** Pasting and dropping files onto the panel. */

import { isShown } from './dom';

export function receiveFiles(panel: () => HTMLElement, receive: (files: File[]) => void, signal: AbortSignal): void {
  document.addEventListener(
    'paste',
    (event) => {
      // In a closed dialog: what is pasted is the host page's.
      if (!isShown(panel())) return;
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      // A copied cell of a spreadsheet is text and picture: the text goes where the cursor is.
      if (event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      receive(files);
    },
    { signal },
  );
  for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) {
    panel().addEventListener(
      type,
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        panel().classList.toggle('dropping', type === 'dragenter' || type === 'dragover');
        if (type === 'drop') receive([...event.dataTransfer.files]);
      },
      { signal },
    );
  }
}
