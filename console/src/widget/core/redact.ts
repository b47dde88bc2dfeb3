/**
 * Takes secrets out of what a page logs, before a person may agree to upload it.
 *
 * It errs on the side of taking too much: a log that lacks a harmless number is of use, one that holds a session is a leak.
 */

export const REDACTED = '[redacted]';

const SECRET_WORD =
  /pass(?:word|wd|phrase|code)?|pwd|secret|token|jwt|api[-_]?key|access[-_]?key|private[-_]?key|auth|cookie|session|sess?id|credential|signature|otp|captcha|密码|口令|令牌|验证码/i;

/** Whether the value under this name is to be hidden whatever it is. */
export function isSecretName(name: string): boolean {
  return SECRET_WORD.test(name);
}

// Every repetition has a bound or a clear end, so that no text, however made, keeps the page waiting.

/** `Cookie: a=1; b=2` and the like: the rest of the line is the secret. */
const HEADER_LINE =
  /\b((?:set-)?cookie|(?:proxy-)?authorization|x-[\w-]{0,40}(?:token|key|receipt))(["']?\s{0,3}[:=]\s{0,3})[^\r\n,}]+/gi;
/** `Bearer abc`, `Basic abc`. */
const SCHEME = /\b(bearer|basic|digest)\s+[\w.~+/=-]{6,}/gi;
/** `password=abc`, `"token": "abc"`, `密码：abc`; whether the name tells of a secret is asked afterwards. */
const PAIR =
  /([\w\u4e00-\u9fff-]{1,64})(["']?\s{0,3}[:=：]\s{0,3})("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;&})"']+)/g;
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
  return text
    .replace(USER_INFO, `$1${REDACTED}@`)
    .replace(HEADER_LINE, `$1$2${REDACTED}`)
    .replace(SCHEME, `$1 ${REDACTED}`)
    .replace(PAIR, redactPair)
    .replace(JWT, REDACTED)
    .replace(LONG_HEX, REDACTED)
    .replace(LONG_BASE64, REDACTED)
    .replace(LONG_NUMBER, REDACTED)
    .replace(QUERY, '$1=…');
}

/** Hides the value by its name; else looks for a pair within the value, as in `failed: token=abc`. */
function redactPair(_: string, name: string, between: string, value: string): string {
  if (!isSecretName(name)) return name + between + value.replace(PAIR, redactPair);
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return name + between + quote + REDACTED + quote;
}
