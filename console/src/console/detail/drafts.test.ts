import { expect, test } from 'vitest';
import { draftOf, forgetDrafts, keepDraft } from './drafts';

test('a draft is its member’s alone, and gone after a sign-out', () => {
  keepDraft('li', 'fb_1', 'half an answer');
  expect(draftOf('li', 'fb_1')).toBe('half an answer');
  expect(draftOf('wang', 'fb_1')).toBe('');
  forgetDrafts();
  expect(draftOf('li', 'fb_1')).toBe('');
});
