// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { capture } from './capture';
import { createLogbook, type Logbook } from './logbook';

let book: Logbook;
const printed = vi.fn();
const answers = vi.fn<typeof fetch>();

beforeAll(() => {
  console.error = printed;
  window.fetch = answers;
  // The hooks stay for the page's life: one book for each test behind them.
  capture({ add: (level, text) => book.add(level, text), text: () => book.text(), size: () => 0 }, (url) =>
    url.startsWith('https://ours.example/'),
  );
});

beforeEach(() => {
  book = createLogbook(() => new Date(0));
  printed.mockClear();
});

const lines = () => book.text().replaceAll('1970-01-01T00:00:00.000Z ', '');

it('hears the console and passes on what was said', () => {
  console.error('boom', { a: 1 });
  expect(printed).toHaveBeenCalledWith('boom', { a: 1 });
  expect(lines()).toBe('error boom {"a":1}');
});

it('hears requests that fail, and gives the page its answer', async () => {
  const answer = new Response('', { status: 500 });
  answers.mockResolvedValueOnce(answer);
  expect(await fetch('https://api.example/x?token=1', { method: 'PUT' })).toBe(answer);
  expect(lines()).toMatch(/^error PUT https:\/\/api\.example\/x\?token=… answered 500 after \d+ ms$/);

  book = createLogbook();
  const lost = new TypeError('Failed to fetch');
  answers.mockRejectedValueOnce(lost);
  await expect(fetch('https://api.example/y')).rejects.toBe(lost);
  expect(lines()).toContain('GET https://api.example/y failed: TypeError');
});

it('hears neither what succeeds, nor what is aborted, nor our own', async () => {
  answers.mockResolvedValueOnce(new Response('ok'));
  await fetch('https://api.example/fine');
  answers.mockRejectedValueOnce(new DOMException('', 'AbortError'));
  await fetch('https://api.example/aborted').catch(() => undefined);
  answers.mockResolvedValueOnce(new Response('', { status: 404 }));
  await fetch('https://ours.example/v1/feedback/fb_1');
  expect(lines()).toBe('');
});
