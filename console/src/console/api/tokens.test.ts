import { expect, test, vi } from 'vitest';
import { createTokens } from './tokens';

const MINUTE = 60_000;

function build(livesMs = 15 * MINUTE) {
  let nowMs = 0;
  let number = 0;
  const exchange = vi.fn((app: string) =>
    Promise.resolve({ token: `${app} ${(number += 1)}`, endsAtMs: nowMs + livesMs }),
  );
  return { tokens: createTokens(exchange, () => nowMs), exchange, pass: (ms: number) => (nowMs += ms) };
}

test('a token is kept, one for each app', async () => {
  const { tokens, exchange } = build();
  expect([await tokens.get('a'), await tokens.get('a'), await tokens.get('b')]).toEqual(['a 1', 'a 1', 'b 2']);
  expect(exchange).toHaveBeenCalledTimes(2);
});

test('it is renewed a minute before its end', async () => {
  const { tokens, pass } = build();
  await tokens.get('a');
  pass(14 * MINUTE - 1);
  expect(await tokens.get('a')).toBe('a 1');
  pass(1);
  expect(await tokens.get('a')).toBe('a 2');
});

test('many calls at once ask for one', async () => {
  const { tokens, exchange } = build();
  await Promise.all([tokens.get('a'), tokens.get('a'), tokens.get('a')]);
  expect(exchange).toHaveBeenCalledTimes(1);
});

test('a refused token is asked for anew, and a failure is not kept', async () => {
  const { tokens, exchange } = build();
  await tokens.get('a');
  tokens.forget('a');
  exchange.mockRejectedValueOnce(new Error('no network'));
  await expect(tokens.get('a')).rejects.toThrow('no network');
  expect(await tokens.get('a')).toBe('a 2');
});

test('a token that is under way at the end of a session does not outlive it', async () => {
  const { tokens, exchange } = build();
  let answer: (held: { token: string; endsAtMs: number }) => void = () => undefined;
  exchange.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const late = tokens.get('a');
  tokens.clear();
  const next = tokens.get('a');
  answer({ token: 'of the one before', endsAtMs: 15 * MINUTE });
  await expect(late).rejects.toThrow('the session has ended');
  expect(await next).toBe('a 1');
  expect(await tokens.get('a')).toBe('a 1');
  expect(exchange).toHaveBeenCalledTimes(2);
});
