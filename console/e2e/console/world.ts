/** What the console's tests work in: a member who is signed in, and a watch for what must never happen. */

import { test as base, expect, type Page, request } from '@playwright/test';
import axe from 'axe-core';
import { readFileSync } from 'node:fs';

export interface Credentials {
  app_id: string;
  owner_token: string;
  admin_token: string;
  console_user: string;
  console_password: string;
}

export interface NewFeedback {
  kind: 'fault' | 'suggestion' | 'question' | 'other';
  content: string;
  [field: string]: unknown;
}

export interface Yijian {
  url: string;
  secrets: Credentials;
  /** A call with the admin's token. */
  call: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Submits a feedback; gives back its id. */
  submit: (feedback: NewFeedback) => Promise<string>;
  /** Uploads a file for `media_ids`. */
  upload: (name: string, type: string, bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
}

type Cookies = Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>['storageState']>>;

interface Fixtures {
  /** Messages of the browser's console that a test expects. */
  expected: RegExp;
  watch: undefined;
  /** The path of a tab of the default app. */
  at: (tab: string) => string;
}

export const test = base.extend<Fixtures, { yijian: Yijian; member: Cookies }>({
  yijian: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from the pattern.
    async ({}, use) => {
      const url = process.env['YIJIAN_URL'] ?? '';
      const secrets = JSON.parse(readFileSync(process.env['YIJIAN_CREDENTIALS'] ?? '', 'utf8')) as Credentials;
      const call: Yijian['call'] = async (method, path, body) => {
        const answer = await fetch(url + path, {
          method,
          headers: { authorization: `Bearer ${secrets.admin_token}`, 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
        return answer.status === 204 ? undefined : answer.json();
      };
      const upload: Yijian['upload'] = async (name, type, bytes) => {
        const begun = (await call('POST', '/v1/uploads', {
          file_name: name,
          content_type: type,
          size: bytes.length,
        })) as { media_id: string; upload: { url: string; headers: Record<string, string> } };
        const sent = await fetch(begun.upload.url, { method: 'PUT', headers: begun.upload.headers, body: bytes });
        expect(sent.status).toBe(200);
        return begun.media_id;
      };
      await use({
        url,
        secrets,
        call,
        upload,
        submit: async (feedback) => ((await call('POST', '/v1/feedback', feedback)) as { id: string }).id,
      });
    },
    { scope: 'worker' },
  ],
  member: [
    async ({ yijian }, use) => {
      const visit = await request.newContext({ baseURL: yijian.url });
      const { console_user: name, console_password: password } = yijian.secrets;
      expect((await visit.post('/v1/login', { data: { name, password } })).status()).toBe(200);
      await use(await visit.storageState());
      await visit.dispose();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ yijian }, use) => use(yijian.url),
  storageState: async ({ member }, use) => use(member),
  at: async ({ yijian }, use) => use((tab) => `/console/${yijian.secrets.app_id}/${tab}`),
  expected: [/^$/, { option: true }],
  watch: [
    async ({ page, expected }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await use(undefined);
      // A breach of the content-security policy is among them.
      expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Rows of the list, once it is there. */
export const rows = (page: Page) => page.locator('tbody tr');

/** Serious or critical violations that axe finds on the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  // Through the debugger, since the policy lets no foreign script in.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: here } = window as unknown as { axe: typeof axe };
    const { violations: found } = await here.run(document, { resultTypes: ['violations'] });
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`));
  });
}
