// @vitest-environment happy-dom

import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../api/sign-in';
import { endSession, SESSION, showSession, whyEnded } from './session';

const LIST = ['list', 'app'];
let queries: QueryClient;

beforeEach(() => {
  queries = new QueryClient();
  showSession(queries, { member: { name: 'li' }, apps: [] } as unknown as Session);
  queries.setQueryData(LIST, ['what li may read']);
});

test('at the end of a session all that was read is forgotten', () => {
  endSession(queries, 'expired');
  expect(queries.getQueryData(SESSION)).toBeNull();
  expect(queries.getQueryData(LIST)).toBeUndefined();
  expect(whyEnded(queries)).toBe('expired');
});

test('a call that fails after the sign-out does not make it an expiry', () => {
  endSession(queries, 'signed out');
  endSession(queries, 'expired');
  expect(whyEnded(queries)).toBe('signed out');
});

test('a reading of the session that was under way changes nothing after its end', async () => {
  let answer: (session: unknown) => void = () => undefined;
  const reading = queries
    .query({ queryKey: SESSION, queryFn: () => new Promise((resolve) => (answer = resolve)) })
    .catch(() => undefined);
  endSession(queries, 'signed out');
  answer({ member: { name: 'li' }, apps: [] });
  await reading;
  expect(queries.getQueryData(SESSION)).toBeNull();
});
