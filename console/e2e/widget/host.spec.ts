/** The widget as a guest: strict policies, the host's styles, its API, the keyboard. */

import type { Locator } from '@playwright/test';
import { expect, makePicture, test } from './world';

test('works under a strict policy of the host', async ({ page, widget, world }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text());
  });
  // The bucket has an origin of its own; locally that is another port.
  const csp = `default-src 'none'; script-src ${world.yijian}; connect-src ${world.yijian} http://127.0.0.1:*; require-trusted-types-for 'script'`;
  await page.goto(world.put('/strict', { body: world.tag(), csp }));
  await widget.locator('.launcher').click();
  await widget.getByLabel('问题描述').fill('严格策略下的一条');
  const buffer = await makePicture(page);
  await widget.locator('[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await widget.locator('.tile').click();
  await expect(widget.getByRole('button', { name: '完成' })).toBeVisible();
  await widget.getByRole('button', { name: '完成' }).click();
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByText('提交成功')).toBeVisible();
  await expect(widget.locator('.thumbs canvas')).toBeVisible({ timeout: 10_000 });
  expect(complaints).toEqual([]);
  expect(
    await widget
      .locator('.primary')
      .first()
      .evaluate((button) => getComputedStyle(button).minHeight),
  ).toBe('44px');
});

test('neither is changed by the host nor changes it', async ({ page, widget, world }) => {
  const rude = `<style>* { color: red !important; font-size: 40px !important; } button { display: none }</style><p id="p">正文</p>`;
  await page.goto(world.put('/rude', { body: rude }));
  const before = await page.locator('#p').evaluate((p) => JSON.stringify(getComputedStyle(p)));
  await page.goto(world.put('/rude', { body: rude + world.tag() }));
  await expect(widget.locator('.launcher')).toBeVisible();
  await widget.locator('.launcher').click();
  const size = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).fontSize);
  expect(await size(widget.locator('legend').first())).toBe('14px');
  expect(await page.locator('#p').evaluate((p) => JSON.stringify(getComputedStyle(p)))).toBe(before);
});

test('is opened by the host with what it knows', async ({ page, widget, world }) => {
  const script = `<script>addEventListener('load', () => {
    Yijian.identify({ openid: 'user-9', nickname: '小李' });
    Yijian.log('结算步骤', 3, { password: 'x1y2' });
    Yijian.open({ kind: 'fault', description: '结算失败了', contact: '13800000000' });
  })</script>`;
  await page.goto(world.put('/api', { body: world.tag('data-button="none"') + script }));
  await expect(widget.locator('.launcher')).toHaveCount(0);
  await expect(widget.getByLabel('问题描述')).toHaveValue('结算失败了');
  await widget.getByText('同意上传').click();
  await widget.getByText('查看日志内容').click();
  await expect(widget.locator('pre')).toContainText('结算步骤 3 {"password":"[redacted]"}');
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByText('提交成功')).toBeVisible();
  const [item] = await world.find('结算失败了');
  const feedback = await world.read(item?.id ?? '');
  expect(feedback.contact).toMatchObject({ openid: 'user-9', nickname: '小李', phone: '13800000000' });
});

test('is there once, however often its tag is', async ({ page, widget, world }) => {
  await page.goto(world.put('/twice', { body: world.tag() + world.tag() + `<script>console.warn('一次')</script>` }));
  await expect(widget).toHaveCount(1);
  await widget.locator('.launcher').click();
  await widget.getByText('查看日志内容').click();
  await expect(widget.locator('pre')).toHaveText(/^[^\n]+ warn 一次$/);
});

test('is used by keyboard alone, and gives the focus back', async ({ page, widget, world }) => {
  await page.goto(world.put('/keys', { body: `<a href="#x">链接</a>${world.tag()}` }));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(widget.locator('.launcher')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(widget.getByLabel('问题描述')).toBeFocused();
  await page.keyboard.type('只用键盘写的一条');
  // However far one goes, the focus stays inside, or in the browser's own bar.
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(
      () => !['YIJIAN-FEEDBACK', 'BODY'].includes(document.activeElement?.tagName ?? ''),
    );
    expect(outside).toBe(false);
  }
  await widget.getByLabel('故障反馈').focus();
  await page.keyboard.press('ArrowRight');
  await expect(widget.getByLabel('建议内容')).toHaveValue('只用键盘写的一条');
  await page.keyboard.press('Escape');
  await expect(widget.getByRole('dialog')).toBeHidden();
  await expect(widget.locator('.launcher')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(widget.getByLabel('建议内容')).toHaveValue('只用键盘写的一条');
  await widget.getByRole('button', { name: '提交' }).focus();
  await page.keyboard.press('Enter');
  await expect(widget.getByText('提交成功')).toBeVisible();
  await expect(widget.getByRole('heading', { name: '我的反馈' })).toBeFocused();
});

test('says what is wrong with an empty form', async ({ page, widget, world }) => {
  await page.goto(world.put('/empty', { body: world.tag() }));
  await widget.locator('.launcher').click();
  await widget.getByLabel('问题描述').fill('  ');
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByRole('alert')).toHaveText('请填写描述');
  await expect(widget.getByLabel('问题描述')).toBeFocused();
  await widget.getByLabel('问题描述').fill('😀'.repeat(10_001));
  await expect(widget.getByText('10001 / 10000')).toBeVisible();
  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByRole('alert')).toHaveText('描述不能超过 10000 个字符');
});

test('is dark where the person wants it, unless the host says otherwise', async ({ page, widget, world }) => {
  const ground = () => widget.locator('.frame').evaluate((frame) => getComputedStyle(frame).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(world.put('/auto', { body: world.tag() }));
  await widget.locator('.launcher').click();
  expect(await ground()).toBe('rgb(29, 31, 35)');
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await ground()).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(world.put('/light', { body: world.tag('data-theme="light"') }));
  await widget.locator('.launcher').click();
  expect(await ground()).toBe('rgb(255, 255, 255)');
});

test('has the accent, the corner and the shape that the host asks for', async ({ page, widget, world }) => {
  const tag = world.tag(
    'data-accent="#ffd400" data-radius="0" data-position="top-left" data-button="有话说" data-lang="en"',
  );
  await page.goto(world.put('/theme', { body: tag }));
  const launcher = widget.getByRole('button', { name: '有话说' });
  const box = await launcher.boundingBox();
  expect(box?.x).toBeLessThan(40);
  expect(box?.y).toBeLessThan(40);
  const look = await launcher.evaluate((button) => [
    getComputedStyle(button).backgroundColor,
    getComputedStyle(button).color,
  ]);
  expect(look).toEqual(['rgb(255, 212, 0)', 'rgb(0, 0, 0)']);
  await launcher.click();
  await expect(widget.getByRole('heading', { name: 'Feedback' })).toBeVisible();
  await page.screenshot({ path: 'screenshots/widget-theme.png' });
});
