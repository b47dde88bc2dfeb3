import { expect, it } from 'vitest';
import { explain } from './explain';
import { Problem } from './problem';
import { en } from './words.en';
import { zh } from './words.zh';

it.each([
  [400, 'contact.email', zh.errors.fields['contact']],
  [422, 'media_ids', zh.errors.fields['media_ids']],
  [401, undefined, zh.errors.unknownApp],
  [403, undefined, zh.errors.forbidden],
  [404, undefined, zh.errors.receipt],
  [400, 'system_info', '提交未被接受：system_info is too long'],
])('explains %i of %s', (status, field, text) => {
  expect(explain(zh, new Problem(status, 'system_info is too long', field))).toBe(text);
});

it('has the same fields in every language', () => {
  expect(Object.keys(en.errors.fields)).toEqual(Object.keys(zh.errors.fields));
});
