// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { receiveFiles } from './receive-files';

it('takes pasted pictures while the panel is seen, and leaves them to the page when it is not', () => {
  const panel = document.createElement('div');
  const receive = vi.fn<(files: File[]) => void>();
  receiveFiles(() => panel, receive, new AbortController().signal);
  const paste = () => {
    const event = new Event('paste', { cancelable: true });
    const files = [new File(['x'], 'a.png', { type: 'image/png' })];
    document.dispatchEvent(Object.assign(event, { clipboardData: { files, types: ['Files'] } }));
    return event.defaultPrevented;
  };
  const rects = vi.spyOn(panel, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  expect(paste()).toBe(true);
  expect(receive).toHaveBeenCalledTimes(1);
  rects.mockReturnValue([] as unknown as DOMRectList);
  expect(paste()).toBe(false);
  expect(receive).toHaveBeenCalledTimes(1);
});
