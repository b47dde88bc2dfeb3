/** What the widget's tests work in: the stack, a site with the widget, and the team's view of what arrived. */

import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type HostPage, serveHost } from './host-site';

interface Credentials {
  app_id: string;
  admin_token: string;
  agent_token: string;
  console_user: string;
  console_password: string;
}

export interface Item {
  id: string;
  title: string;
}

export interface Feedback {
  id: string;
  kind: string;
  status: string;
  faults: string[];
  content: string;
  source: string;
  page: string;
  occurred_at: string | null;
  contact: Record<string, string>;
  media_ids: string[];
  log_consent: boolean;
  metadata: Record<string, unknown>;
  system_info: Record<string, unknown>;
  replies: { content: string; is_admin: boolean }[];
}

export interface World {
  /** Where the widget and its pages come from. */
  yijian: string;
  /** The origin of the site with the widget. */
  site: string;
  app: string;
  /** Puts a page on the site, and says where. */
  put: (path: string, page: HostPage) => string;
  /** The script tag, with attributes. */
  tag: (attributes?: string) => string;
  /** A call with the agent's token. */
  agent: (path: string, init?: RequestInit) => Promise<Response>;
  /** The feedbacks that contain the word, newest first, once there are any. */
  find: (word: string) => Promise<Item[]>;
  read: (id: string) => Promise<Feedback>;
  /** Signs the browser in to the console. */
  signIn: (page: Page) => Promise<void>;
}

export const test = base.extend<{ widget: Locator }, { world: World }>({
  world: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from the pattern.
    async ({}, use) => {
      const api = process.env['YIJIAN_URL'] ?? '';
      const secrets = JSON.parse(readFileSync(process.env['YIJIAN_CREDENTIALS'] ?? '', 'utf8')) as Credentials;
      const pages = new Map<string, HostPage>();
      const site = await serveHost(pages);
      const as = (token: string) => (path: string, init?: RequestInit) =>
        fetch(api + path, {
          ...init,
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        });
      const agent = as(secrets.agent_token);
      const listed = await as(secrets.admin_token)('/v1/app', {
        method: 'PUT',
        body: JSON.stringify({ origins: [site.url, plainOrigin(site.url)] }),
      });
      expect(listed.status).toBe(200);
      const read = async (id: string) => (await (await agent(`/v1/feedback/${id}`)).json()) as Feedback;
      const find = async (word: string) => {
        const answer = await agent(`/v1/feedback?size=100&keyword=${encodeURIComponent(word)}`);
        return ((await answer.json()) as { items: Item[] }).items;
      };
      await use({
        yijian: api,
        site: site.url,
        app: secrets.app_id,
        put(path, page) {
          pages.set(path, page);
          return site.url + path;
        },
        tag: (attributes = '') => `<script src="${api}/widget.js" data-app="${secrets.app_id}" ${attributes}></script>`,
        agent,
        find,
        read,
        async signIn(page) {
          const { console_user: name, console_password: password } = secrets;
          const answer = await page.request.post(`${api}/v1/login`, { data: { name, password } });
          expect(answer.status()).toBe(200);
        },
      });
      await site.close();
    },
    { scope: 'worker' },
  ],
  widget: async ({ page }, use) => use(page.locator('yijian-feedback')),
});

export { expect };

/** The same site under a name that is not loopback, so that the browser takes it for what it is: without TLS. */
export function plainOrigin(site: string): string {
  return site.replace('127.0.0.1', 'site.test');
}

/** A PNG with something on it, made by the browser itself. */
export async function makePicture(page: Page, width = 640, height = 400): Promise<Buffer> {
  const encoded = await page.evaluate(
    ([w, h]) => {
      const canvas = document.createElement('canvas');
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext('2d');
      if (context === null) return '';
      context.fillStyle = '#f2f3f5';
      context.fillRect(0, 0, w, h);
      context.fillStyle = '#1f2329';
      context.font = '28px sans-serif';
      context.fillText('订单 1024 无法打开', 40, h / 2);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    [width, height] as const,
  );
  return Buffer.from(encoded, 'base64');
}

/** Reads on until the medium has been looked at. */
export async function expectReady(world: World, mediaId: string): Promise<void> {
  await expect(async () => {
    const answer = await world.agent(`/v1/media/${mediaId}`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
  }).toPass({ timeout: 15_000 });
}
