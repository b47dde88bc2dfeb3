/**
 * Hides values by their names: `password=abc`, `"token": "abc"`, `密码：abc`, also where the pair stands in a string within
 * a string (`\"token\":\"abc\"`), in an address (`token%3Dabc`), or as `["token","abc"]` and `"name":"token","value":"abc"`.
 */

import { isSecretHeader, isSecretName } from './secret-names';

export const REDACTED = '[redacted]';

const { raw } = String;
/** A quote, escaped as often as the strings around it demand. */
const QUOTE = raw`\\*["']`;
const END_OF_NAME = raw`(?:${QUOTE}|%(?:25){0,3}2[27])?`;
const EQUALS = raw`(?:[:=：]>?|%(?:25){0,3}3[ad])\s{0,3}`;
const PAIR = raw`${END_OF_NAME}\s{0,3}${EQUALS}`;
const NAME_AND_VALUE = raw`${END_OF_NAME}\s{0,3},[^{}\r\n]{0,80}?\bvalue${END_OF_NAME}\s{0,3}${EQUALS}`;
const ARRAY_OF_TWO = raw`(?<=\[\s{0,3}${QUOTE}[\w-]{1,64})${QUOTE}\s{0,3},\s{0,3}(?=${QUOTE})`;

/** A name and what stands between it and its value. Begins only where a word does, so that each is read once. */
const NAME = new RegExp(
  raw`(?<![\w\u4e00-\u9fff-])([\w\u4e00-\u9fff-]+)(?=(${PAIR}|${NAME_AND_VALUE}|${ARRAY_OF_TWO}))`,
  'gi',
);

/** To the same quote, or to the end of the line where the log has cut the value. */
const QUOTED = /(\\*["'])(?:[^]*?(?<!\\)(\1)|.*)/y;
const LIST = raw`[[{][^\r\n\]}]*[\]}]?`;
const HEADER_LINE = new RegExp(raw`${LIST}[^\r\n,}]*|[^\r\n,}]+`, 'y');
const WORD = raw`(?:${LIST}[^\s,;&})"'\]]*|[^\s,;&})"']+)`;
const ONE_WORD = new RegExp(WORD, 'y');
/** Up to the next pair. */
const WORDS = new RegExp(raw`${WORD}(?:[ \t]{1,8}(?![\w-]{1,40}\s?[:=])[^\s,;&})"']+)*`, 'y');

export function redactPairs(text: string): string {
  let done = '';
  let from = 0;
  for (const { 1: name = '', 2: between = '', index } of text.matchAll(NAME)) {
    if (index < from || !isSecretName(name)) continue;
    const start = index + name.length + between.length;
    const quoted = matchAt(QUOTED, text, start);
    const [value] = quoted ?? matchAt(unquoted(name, between), text, start) ?? [''];
    if (value === '') continue;
    done += text.slice(from, start) + (quoted?.[1] ?? '') + REDACTED + (quoted?.[2] ?? '');
    from = start + value.length;
  }
  return done + text.slice(from);
}

function unquoted(name: string, between: string): RegExp {
  if (isSecretHeader(name)) return HEADER_LINE;
  // `password: a b` is written by people; after `token=a` a program goes on with something else.
  return /[\s：]$/.test(between) ? WORDS : ONE_WORD;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}
