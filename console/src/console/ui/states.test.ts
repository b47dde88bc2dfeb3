// @vitest-environment happy-dom

import { expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { problemText } from './states';

const DETAIL = 'the name is too long';

test.each([0, 400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503])(
  'a Chinese page has words of its own for a %i',
  (status) => {
    expect(problemText(new Problem(status, DETAIL), zh)).not.toContain(DETAIL);
  },
);

test('a wrong field is named; in English the API says best what is wrong', () => {
  const problem = new Problem(400, DETAIL, 'name');
  expect(problemText(problem, zh)).toContain('（name）');
  expect(problemText(problem, en)).toContain(DETAIL);
});

test('where we have no words the API’s are better than none', () => {
  expect(problemText(new Problem(418, DETAIL), zh)).toContain(DETAIL);
});
