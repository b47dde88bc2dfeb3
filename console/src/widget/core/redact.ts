/**
 * Takes secrets out of what a page logs, before a person may agree to upload it.
 *
 * It errs on the side of taking too much: a log that lacks a harmless number is of use, one that holds a session is a leak.
 */

import { redactPairs, REDACTED } from './redact-pairs';

// Every repetition has a bound or a clear end, so that no text, however made, keeps the page waiting.

/** `Bearer abc`, `Basic abc`. */
const SCHEME = /\b(bearer|basic|digest)\s+[\w.~+/=-]{6,}/gi;
const JWT = /\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g;
/** Keys, hashes, ids of sessions: 24 hexadecimal digits or more. */
const LONG_HEX = /\b[0-9a-f]{24,}\b/gi;
/** 32 characters of base64 with both a letter and a digit; a long word or path has no digit or a separator. */
const LONG_BASE64 = /(?<![\w/+=-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])[\w+-]{32,}={0,2}/gi;
/** Cards and identity numbers; a Unix time in milliseconds has 13. */
const LONG_NUMBER = /(?<![\d.])\d(?:[ -]?\d){14,18}[\dXx]?(?![\d.])/g;
const USER_INFO = /\b([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@]{1,200}@/gi;
const QUERY = /([?&#][^\s=&#?"'<>]{1,100})=[^\s&#"'<>]*/g;

/** The text without what looks like a secret. */
export function redact(text: string): string {
  return redactPairs(text.replace(USER_INFO, `$1${REDACTED}@`).replace(SCHEME, `$1 ${REDACTED}`))
    .replace(JWT, REDACTED)
    .replace(LONG_HEX, REDACTED)
    .replace(LONG_BASE64, REDACTED)
    .replace(LONG_NUMBER, REDACTED)
    .replace(QUERY, '$1=…');
}
