/** Pictures of every view at each size, for people to look at, and what axe says of each. */

import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, makePicture, test, type World } from './world';

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

for (const viewport of SIZES) {
  for (const [theme, lang] of [
    ['light', 'zh'],
    ['dark', 'en'],
  ] as const) {
    test(`looks right and is accessible at ${viewport.width} px, ${theme}, ${lang}`, async ({ page, world }) => {
      await page.setViewportSize(viewport);
      const name = (view: string) => `screenshots/widget-${view}-${viewport.width}-${theme}-${lang}.png`;
      const attributes = `data-theme="${theme}" data-lang="${lang}"`;
      const look = async (view: string) => {
        // Pictures and entrance must have come to rest.
        await page.waitForTimeout(300);
        await page.screenshot({ path: name(view) });
        await expectAccessible(page);
      };
      const widget = page.locator('yijian-feedback');

      await page.goto(world.put('/looks', { body: world.tag(attributes) }));
      await look('launcher');
      await widget.locator('.launcher').click();
      await look('form-empty');
      await fill(page, world);
      await look('form-filled');
      await widget.locator('.tile').first().click();
      await expect(widget.locator('.editor')).toBeVisible();
      await look('editor');
      await page.keyboard.press('Escape');
      await widget.locator('form .primary').click();
      await expect(widget.locator('.conversation')).toBeVisible();
      await look('receipt');
      const link = await widget.locator('.keep a').getAttribute('href');
      await reply(world, link ?? '');
      await widget.locator('header .icon').nth(1).click();
      await look('mine');

      await page.goto(`${world.yijian}/receipt?lang=${lang}&theme=${theme}#${link?.split('#')[1] ?? ''}`);
      await expect(page.locator('.replies')).toContainText('2.6.0');
      await look('receipt-page');
      await page.goto(`${world.yijian}/feedback?app=${world.app}&lang=${lang}&theme=${theme}&kind=suggestion`);
      await look('feedback-page');
      await page.goto(`${world.yijian}/receipt?lang=${lang}&theme=${theme}#nothing`);
      await look('receipt-missing');
      await page.goto(`${world.yijian}/demo?app=${world.app}&lang=${lang}&theme=${theme}`);
      await page.locator('[data-break=request]').click();
      await look('demo');
    });
  }
}

async function fill(page: Page, world: World): Promise<void> {
  const widget = page.locator('yijian-feedback');
  await widget.locator('.faults label').nth(1).click();
  await widget
    .locator('textarea')
    .fill(`打开订单页后闪退，重启也没有用。\n${'一段很长的没有空格的文字'.repeat(12)} ${world.app}`);
  await widget.locator('[type=file]').setInputFiles([
    { name: 'a.png', mimeType: 'image/png', buffer: await makePicture(page) },
    { name: 'b.png', mimeType: 'image/png', buffer: await makePicture(page, 300, 700) },
  ]);
  await expect(widget.locator('.tile')).toHaveCount(2);
}

async function reply(world: World, link: string): Promise<void> {
  const id = /#(fb_\w+)\./.exec(link)?.[1] ?? '';
  const answer = await world.agent(`/v1/feedback/${id}/replies`, {
    method: 'POST',
    body: JSON.stringify({ content: '您好，2.6.0 已修复，请更新后再试。' }),
  });
  expect(answer.status).toBe(201);
}

/** Nothing that axe calls serious or critical, in the page and in the shadow root. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join('; ')}`,
      );
  });
  expect(found).toEqual([]);
}
