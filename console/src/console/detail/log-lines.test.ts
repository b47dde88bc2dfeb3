import { expect, test } from 'vitest';
import { linesAround, readLog } from './log-lines';

const LOG = `2026-11-24T02:00:00.000Z info start
2026-11-24T02:10:00.000Z error TypeError: x is undefined
    at submit (app.js:1:2)
[2026-11-24 02:11:00Z] warn slow request
2026-11-24T03:00:00.000Z info end
`;
const at = Date.parse('2026-11-24T02:10:30Z');
const texts = (lines: { text: string }[]) => lines.map(({ text }) => text);

test('the lines around the fault, those without a time with the ones they belong to', () => {
  expect(texts(linesAround(readLog(LOG), at, 5 * 60_000))).toEqual([
    '2026-11-24T02:10:00.000Z error TypeError: x is undefined',
    '    at submit (app.js:1:2)',
    '[2026-11-24 02:11:00Z] warn slow request',
  ]);
});

test('a quiet time has none', () => {
  expect(linesAround(readLog(LOG), at - 6 * 3_600_000, 60_000)).toEqual([]);
});

test('a log without times is shown whole', () => {
  expect(texts(linesAround(readLog('one\ntwo'), at, 1))).toEqual(['one', 'two']);
});

test('levels are told by the words of a line', () => {
  expect(readLog(LOG).map(({ level }) => level)).toEqual(['info', 'error', 'info', 'warn', 'info']);
});
