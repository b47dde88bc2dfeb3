/** The whole way: a visitor's screenshot, the team's answer in the console, and the visitor who reads it. */

import { expect, expectReady, makePicture, test } from './world';

test('what a visitor sends is answered in the console and read on the receipt', async ({ page, widget, world }) => {
  const script = `<script>console.error('支付失败', { token: 'abc' })</script>`;
  await page.goto(world.put('/pay', { body: world.tag() + script }));
  await widget.locator('.launcher').click();
  await widget.getByText('无法打开').click();
  await widget.getByLabel('问题描述').fill('支付页打不开，见截图');
  const buffer = await makePicture(page);
  await widget.locator('[type=file]').setInputFiles({ name: '支付.png', mimeType: 'image/png', buffer });
  await widget.getByText('同意上传页面运行日志').click();
  await widget.getByRole('button', { name: '提交' }).click();
  const link = (await widget.getByRole('link', { name: '在新页面打开' }).getAttribute('href')) ?? '';
  const id = /#(fb_\w+)\./.exec(link)?.[1] ?? '';
  for (const medium of (await world.read(id)).media_ids) await expectReady(world, medium);

  await world.signIn(page);
  await page.goto(`${world.yijian}/console/${world.app}/faults?open=${id}`);
  const drawer = page.getByRole('dialog', { name: '反馈详情' });
  await expect(drawer.getByText('支付页打不开，见截图')).toBeVisible();
  await expect(drawer.getByRole('button', { name: /截图 1\/1/ })).toBeVisible();
  await expect(drawer.getByText('支付失败')).toBeVisible({ timeout: 15_000 });
  await drawer.getByLabel('回复内容').fill('支付已恢复，请再试一次。');
  await page.keyboard.press('Control+Enter');
  await expect(drawer.locator('.reply-team')).toContainText('支付已恢复');

  await page.goto(link);
  await expect(page.locator('.replies .theirs')).toContainText('支付已恢复，请再试一次。');
  await expect(page.getByText('已回复')).toBeVisible();
});
