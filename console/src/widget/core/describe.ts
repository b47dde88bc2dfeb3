/** Writes down what was passed to `console.error`, without ever throwing in the page's own call. */

import { isSecretName, REDACTED } from './redact';

/** More than fits into a line of the log, and written in less than a millisecond. */
const MOST_OBJECTS = 100;

/** Any value as one text. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return describeError(value);
  try {
    // Of a function or a symbol it makes nothing, whatever its type says.
    const json: unknown = JSON.stringify(value, hideSecrets());
    return typeof json === 'string' ? json : String(value);
  } catch {
    // Whatever stands in its way may stand in the way of its name too.
    return `[${typeof value}]`;
  }
}

function describeError(error: Error): string {
  // Firefox and Safari leave the message out of the stack.
  const head = `${error.name}: ${error.message}`;
  const stack = error.stack ?? '';
  return stack.startsWith(head) || stack === '' ? stack || head : `${head}\n${stack}`;
}

/** Hides members by their names, breaks circles, and stops where a page logs its whole state. */
function hideSecrets(): (name: string, value: unknown) => unknown {
  const seen = new WeakSet<object>();
  let objects = 0;
  return (name, value) => {
    if (name !== '' && isSecretName(name)) return REDACTED;
    if (typeof value === 'bigint') return String(value);
    if (value instanceof Error) return describeError(value);
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return '[seen]';
    seen.add(value);
    objects += 1;
    if (objects > MOST_OBJECTS) return '…';
    return Array.isArray(value) ? value.slice(0, MOST_OBJECTS) : value;
  };
}
