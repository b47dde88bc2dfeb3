import { expect, test } from 'vitest';
import type { Status } from '../api/words';
import { type Mark, marksOf, sendAll, statusesBefore, undoOf, without } from './mark';

const ids = (count: number) => Array.from({ length: count }, (_, number) => `fb_${number}`);

test('a call takes a hundred ids', () => {
  const marks = marksOf(ids(250), 'closed');
  expect(marks.map((mark) => mark.ids.length)).toEqual([100, 100, 50]);
  expect(marks.flatMap((mark) => mark.ids)).toEqual(ids(250));
});

test('undoing gives each its own status back, in as few calls as there are statuses', () => {
  const before = new Map<string, Status>([
    ['a', 'pending'],
    ['b', 'replied'],
    ['c', 'pending'],
  ]);
  expect(undoOf(before, ['a', 'b', 'c'])).toEqual([
    { ids: ['a', 'c'], status: 'pending' },
    { ids: ['b'], status: 'replied' },
  ]);
});

test('only what was reached is undone', () => {
  const before = new Map<string, Status>([
    ['a', 'pending'],
    ['b', 'pending'],
  ]);
  expect(undoOf(before, ['b', 'unknown'])).toEqual([{ ids: ['b'], status: 'pending' }]);
});

test('undoing many keeps to the limit as well', () => {
  const before = new Map<string, Status>(ids(150).map((id) => [id, 'pending']));
  expect(undoOf(before, ids(150)).map((mark) => mark.ids.length)).toEqual([100, 50]);
});

test('a row that has the status already is left alone', () => {
  const rows = [
    { id: 'a', status: 'closed' as const },
    { id: 'b', status: 'pending' as const },
  ];
  expect([...statusesBefore(rows, 'closed')]).toEqual([['b', 'pending']]);
});

test('a call that fails ends a marking, and what was reached before is told', async () => {
  const calls: Mark[] = [];
  const failure = new Error('no network');
  const sent = await sendAll(marksOf(ids(250), 'closed'), (mark) => {
    calls.push(mark);
    return calls.length === 2 ? Promise.reject(failure) : Promise.resolve(mark.ids);
  });
  expect(sent).toEqual({ reached: ids(100), error: failure });
  expect(calls).toHaveLength(2);
});

test('what was not reached keeps its status of before', () => {
  const before = new Map<string, Status>([
    ['a', 'pending'],
    ['b', 'replied'],
  ]);
  expect([...without(before, ['a'])]).toEqual([['b', 'replied']]);
});
