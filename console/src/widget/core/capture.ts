/**
 * Listens to a page's errors, warnings and failed requests from the moment the script loads.
 *
 * Every hook calls what was there before, with the same arguments and result; a page can't tell that it is heard.
 */

import { describe } from './describe';
import type { Logbook } from './logbook';

/** Starts listening. Requests for which `isOurs` is true are not the page's. */
export function capture(book: Logbook, isOurs: (url: string) => boolean): void {
  hearConsole(book);
  hearErrors(book);
  hearFetch(book, isOurs);
  hearXhr(book, isOurs);
}

function hearConsole(book: Logbook): void {
  for (const level of ['error', 'warn'] as const) {
    const original = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      book.add(level, values.map(describe).join(' '));
      original(...values);
    };
  }
}

function hearErrors(book: Logbook): void {
  // In the capture phase a picture or script that can't be loaded is heard too: such errors don't bubble.
  addEventListener(
    'error',
    (event) => {
      const target = event.target;
      if (event instanceof ErrorEvent) {
        book.add('error', `${describe(event.error ?? event.message)} (${event.filename}:${event.lineno})`);
      } else if (target instanceof Element) {
        const address = target.getAttribute('src') ?? target.getAttribute('href') ?? '';
        book.add('error', `<${target.localName}> could not load ${address}`);
      }
    },
    true,
  );
  addEventListener('unhandledrejection', (event) => book.add('error', `Unhandled: ${describe(event.reason)}`));
  addEventListener('securitypolicyviolation', (event) =>
    book.add('warn', `CSP ${event.effectiveDirective} blocked ${event.blockedURI}`),
  );
}

function hearFetch(book: Logbook, isOurs: (url: string) => boolean): void {
  const original = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = absolute(input instanceof Request ? input.url : input.toString());
    const method = init?.method ?? request?.method ?? 'GET';
    const started = performance.now();
    const line = (what: string) => `${method} ${url} ${what} after ${Math.round(performance.now() - started)} ms`;
    try {
      const response = await original(input, init);
      if (!response.ok && !isOurs(url)) book.add('error', line(`answered ${response.status}`));
      return response;
    } catch (error) {
      // Who aborts a request wants no answer: that is no failure.
      const aborted = error instanceof DOMException && error.name === 'AbortError';
      if (!aborted && !isOurs(url)) book.add('error', line(`failed: ${describe(error)}`));
      throw error;
    }
  };
}

function hearXhr(book: Logbook, isOurs: (url: string) => boolean): void {
  const open = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'open')?.value as (...all: unknown[]) => void;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...all: unknown[]) {
    const [method, address] = all;
    const url = absolute(String(address));
    if (!isOurs(url)) {
      const failed = (what: string) => book.add('error', `${String(method)} ${url} ${what}`);
      this.addEventListener('error', () => failed('failed'));
      this.addEventListener('timeout', () => failed('timed out'));
      this.addEventListener('load', () => this.status >= 400 && failed(`answered ${this.status}`));
    }
    // `open` has two forms, of which a page may call either: pass on what came.
    Reflect.apply(open, this, all);
  };
}

function absolute(url: string): string {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}
