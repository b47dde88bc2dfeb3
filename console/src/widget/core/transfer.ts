/** Sends bytes to the bucket and says how many have gone. `fetch` can't tell the progress of what it sends. */

import { Problem, unreachable } from './problem';
import type { Upload } from './types';

/** Without a byte for so long, a connection is dead. */
const STALLED_MS = 60_000;

export function transfer(to: Upload['upload'], bytes: Blob, onSent: (bytes: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled = 0;
    const watch = () => {
      clearTimeout(stalled);
      stalled = window.setTimeout(() => request.abort(), STALLED_MS);
    };
    const fail = (error: Problem) => {
      clearTimeout(stalled);
      reject(error);
    };
    request.open(to.method, to.url);
    for (const [name, value] of Object.entries(to.headers ?? {})) {
      // The browser sets the length itself, and refuses a page that tries.
      if (name.toLowerCase() !== 'content-length') request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => {
      watch();
      onSent(event.loaded);
    };
    request.onload = () => {
      clearTimeout(stalled);
      if (request.status < 300) resolve();
      // An address that has ended is 403: a retry asks for a new one.
      else reject(new Problem(request.status === 403 ? 503 : request.status, `upload: ${request.status}`));
    };
    request.onerror = () => fail(unreachable('upload'));
    request.onabort = () => fail(unreachable('upload stalled'));
    watch();
    request.send(bytes);
  });
}
