import { describe, expect, it } from 'vitest';
import { countCharacters, excerpt, wellFormed } from './characters';

describe('characters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['意见', 2],
    ['😀', 1],
    ['👨‍👩‍👧', 5],
    ['e\u0301', 2],
    ['\ud83d', 1],
  ])('counts %j as the API does', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  it('mends half an emoji and nothing else', () => {
    expect(wellFormed('a\ud83d')).toBe('a\ufffd');
    expect(wellFormed('\ude00b')).toBe('\ufffdb');
    expect(wellFormed('😀意')).toBe('😀意');
  });

  it('cuts between characters', () => {
    expect(excerpt('😀😀😀', 2)).toBe('😀…');
    expect(excerpt('意见', 2)).toBe('意见');
  });
});
