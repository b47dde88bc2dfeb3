/**
 * Starts the local stack for all tests and ends it after them.
 *
 * `YIJIAN_LOCAL` is the program (default `../target/debug/local`); the data lie in a temporary folder. Tests find the
 * address in `YIJIAN_URL` and the people's secrets in `YIJIAN_CREDENTIALS`, the path of `credentials.json`. What the stack
 * says of each request goes to `test-results/stack.log`.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = process.env['YIJIAN_LOCAL'] ?? resolve(import.meta.dirname, '../../target/debug/local');
const RESULTS = resolve(import.meta.dirname, '../test-results');
const START_MS = 300_000;

export default async function start(): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'yijian-e2e-'));
  mkdirSync(RESULTS, { recursive: true });
  // The console is built before the tests, so that they test what was built.
  const stack = spawn(PROGRAM, ['--no-console', '--port', '0', '--data', data, '--sample', '240'], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', openSync(join(RESULTS, 'stack.log'), 'w')],
  });
  const { stdout } = stack;
  if (stdout === null) throw new Error('what the stack says cannot be read');
  const ended = new Promise<void>((end) => stack.once('exit', () => end()));

  process.env['YIJIAN_URL'] = await new Promise<string>((ready, fail) => {
    const timer = setTimeout(() => fail(new Error('the local stack is not ready in time')), START_MS);
    void ended.then(() => fail(new Error(`${PROGRAM} ended before it was ready`)));
    createInterface(stdout).on('line', (line) => {
      const url = /^ready (http\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      ready(url);
    });
  });
  process.env['YIJIAN_CREDENTIALS'] = join(data, 'credentials.json');

  return async () => {
    stack.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
