import { expect, test } from 'vitest';
import { en } from './en';
import { languageOf } from './language';
import { zh } from './zh';

test.each([
  [['zh-CN', 'en'], 'zh-CN'],
  [['zh-TW'], 'zh-CN'],
  [['en-GB', 'zh'], 'en'],
  [['fr', 'zh-Hans'], 'zh-CN'],
  [['fr'], 'en'],
  [[], 'en'],
] as const)('a browser that prefers %j is spoken to in %s', (preferred, language) => {
  expect(languageOf(preferred)).toBe(language);
});

test('no text is empty or left in the other language', () => {
  expect(leaves(en).filter(([, text]) => text === '')).toEqual([]);
  const chinese = leaves(en).filter(([path, text]) => /\p{Script=Han}/u.test(text) && path !== '.bar.language');
  expect(chinese).toEqual([]);
  expect(leaves(zh).map(([path]) => path)).toEqual(leaves(en).map(([path]) => path));
});

function leaves(words: unknown, path = ''): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([name, value]) => leaves(value, `${path}.${name}`));
}
