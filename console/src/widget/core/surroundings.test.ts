// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { pageMetadata } from './surroundings';

it('cuts the title between characters', () => {
  document.title = `${'a'.repeat(199)}😀b`;
  expect(pageMetadata(undefined)['title']).toBe(`${'a'.repeat(199)}😀`);
});

it('mends a title that has half an emoji', () => {
  document.title = 'a\ud83d';
  expect(pageMetadata(undefined)['title']).toBe('a\ufffd');
});
