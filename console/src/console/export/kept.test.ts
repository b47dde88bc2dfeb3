// @vitest-environment happy-dom

import { expect, test, vi } from 'vitest';
import { keepExport, keptExport } from './kept';

test('an export is kept for its member and app, until it is let go', () => {
  keepExport('li', 'a', 'exp_1');
  keepExport('li', 'b', 'exp_2');
  expect(keptExport('li', 'a')).toBe('exp_1');
  expect(keptExport('wang', 'a')).toBeUndefined();
  keepExport('li', 'a', undefined);
  expect(keptExport('li', 'a')).toBeUndefined();
  expect(keptExport('li', 'b')).toBe('exp_2');
});

test('where storage is forbidden nothing is kept, and nothing fails', () => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  keepExport('li', 'a', 'exp_1');
  expect(keptExport('li', 'a')).toBeUndefined();
  vi.unstubAllGlobals();
});
