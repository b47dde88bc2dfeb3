// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { unreachable } from '../core/problem';
import { readSettings } from '../core/settings';
import { zh } from '../core/words.zh';
import { createReceipt, type ReceiptContext } from './receipt';

it('asks for news only while it is looked at', () => {
  vi.useFakeTimers();
  const read = vi.fn(() => Promise.reject(unreachable('')));
  const settings = readSettings({ app: 'app' }, 'https://api.example', 'zh');
  const context = { words: zh, settings, api: { read } } as unknown as ReceiptContext;
  const view = createReceipt(context, { id: 'fb_1', receipt: 'r', link: false });
  const rects = vi.spyOn(view.element, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false);
  const asked = (): number => {
    read.mockClear();
    vi.advanceTimersByTime(60_000);
    return read.mock.calls.length;
  };
  expect(asked()).toBe(4);
  rects.mockReturnValue([] as unknown as DOMRectList);
  expect(asked()).toBe(0);
  rects.mockReturnValue([{}] as unknown as DOMRectList);
  hidden.mockReturnValue(true);
  expect(asked()).toBe(0);
  hidden.mockReturnValue(false);
  view.leave?.();
  expect(asked()).toBe(0);
});
