/** Every page at every size, light and dark: seen by axe, and kept under `screenshots/` for people to look at. */

import type { Page } from '@playwright/test';
import { expect, rows, test, violations } from './world';

const WIDTHS = [360, 768, 1440];
const THEMES = ['light', 'dark'] as const;

const PAGES: Record<string, { tab: string; ready: (page: Page) => Promise<void> }> = {
  faults: { tab: 'faults', ready: (page) => expect(rows(page).first()).toBeVisible() },
  chosen: {
    tab: 'all?status=pending',
    ready: async (page) => {
      for (const row of [0, 1]) await rows(page).nth(row).getByRole('checkbox').check();
    },
  },
  empty: { tab: 'suggestions?q=xyzzy', ready: (page) => expect(page.getByText('没有符合条件的反馈')).toBeVisible() },
  detail: {
    tab: 'all?status=replied',
    ready: async (page) => {
      await rows(page).first().getByRole('link').click();
      await expect(page.getByRole('heading', { name: '基本信息' })).toBeVisible();
    },
  },
  stats: {
    tab: 'stats?time=90d',
    ready: async (page) => {
      await expect(page.locator('.chart canvas')).toBeVisible();
      // The bars grow for a moment.
      await page.waitForTimeout(500);
    },
  },
  export: {
    tab: 'all',
    ready: async (page) => {
      await page.getByRole('button', { name: '导出数据' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  ...Object.fromEntries(
    ['general', 'access', 'announcements', 'members', 'secret', 'bridge', 'logs'].map((section) => [
      `settings-${section}`,
      {
        tab: `settings/${section}`,
        ready: async (page: Page) => {
          await expect(page.locator('.settings-section h2')).toBeVisible();
          await expect(page.locator('.settings-section .skeleton')).toHaveCount(0);
        },
      },
    ]),
  ),
};

for (const theme of THEMES) {
  for (const width of WIDTHS) {
    test.describe(`${width} px, ${theme}`, () => {
      test.use({ colorScheme: theme, viewport: { width, height: width === 360 ? 740 : 900 } });

      for (const [name, { tab, ready }] of Object.entries(PAGES)) {
        test(name, async ({ page, at }) => {
          await page.goto(at(tab));
          await ready(page);
          await page.screenshot({ path: `screenshots/console-${name}-${width}-${theme}.png` });
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          expect(await violations(page)).toEqual([]);
        });
      }

      test.describe('signed out', () => {
        test.use({ storageState: { cookies: [], origins: [] }, expected: /status of 401/ });
        test('sign-in', async ({ page }) => {
          await page.goto('/console');
          await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
          await page.screenshot({ path: `screenshots/console-sign-in-${width}-${theme}.png` });
          expect(await violations(page)).toEqual([]);
        });
      });
    });
  }
}

test.describe('in English', () => {
  test.use({ locale: 'en-GB' });
  test('the console speaks it, and switches', async ({ page, at }) => {
    await page.goto(at('all'));
    await expect(page.getByRole('link', { name: 'All feedback' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('button', { name: '切换到中文' }).click();
    await expect(page.getByRole('link', { name: '全部反馈' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('link', { name: '全部反馈' })).toBeVisible();
  });
});

test('the list can be used within a second', async ({ page, at }) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('tbody tr') === null) return;
      performance.mark('list');
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  // Other work on the machine may slow one try; what the page needs is its best.
  await expect(async () => {
    await page.goto(at('faults'));
    await expect(rows(page).first()).toBeVisible();
    expect(await page.evaluate(() => performance.getEntriesByName('list')[0]?.startTime)).toBeLessThan(1_000);
  }).toPass({ timeout: 20_000 });
});
