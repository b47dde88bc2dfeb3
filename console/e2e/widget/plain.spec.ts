/** Pages that can do less: without TLS a browser has no locks, no clipboard, no screen; some have no database. */

import { expect, makePicture, plainOrigin, test } from './world';

test.use({
  launchOptions: {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--host-resolver-rules=MAP site.test 127.0.0.1',
      // A name that is not loopback's may not ask loopback; real sites and real APIs are both public.
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
    ],
  },
});

test('works on a page without TLS', async ({ page, widget, world }) => {
  const url = world.put('/plain', { body: world.tag() });
  await page.goto(url.replace(world.site, plainOrigin(world.site)));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await widget.locator('.launcher').click();
  await expect(widget.getByRole('button', { name: '截取屏幕' })).toHaveCount(0);
  await widget.getByLabel('问题描述').fill('没有证书的页面');
  const buffer = await makePicture(page);
  await widget.locator('[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await expect(widget.locator('.tile')).toHaveCount(1);
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByText('提交成功')).toBeVisible();
  expect(await world.find('没有证书的页面')).toHaveLength(1);
});

test('works where nothing can be kept', async ({ page, widget, world }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'indexedDB', { get: refuse });
    Object.defineProperty(window, 'localStorage', { get: refuse });
  });
  await page.goto(world.put('/forgetful', { body: world.tag() }));
  await widget.locator('.launcher').click();
  await widget.getByLabel('问题描述').fill('什么都存不下的浏览器');
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByText('提交成功')).toBeVisible();
  await widget.getByRole('button', { name: '我的反馈' }).click();
  await expect(widget.locator('.card')).toHaveCount(1);
});
