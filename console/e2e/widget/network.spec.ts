/** Networks that fail: lost answers, no network at all, a page that is closed meanwhile. */

import type { Page } from '@playwright/test';
import { expect, makePicture, test, type World } from './world';

async function write(page: Page, content: string): Promise<void> {
  const widget = page.locator('yijian-feedback');
  await widget.locator('.launcher').click();
  await widget.getByLabel('问题描述').fill(content);
}

async function submit(page: Page): Promise<void> {
  await page.locator('yijian-feedback').getByRole('button', { name: '提交' }).click();
}

const addPicture = async (page: Page, name = '图.png') => {
  const buffer = await makePicture(page, 1200, 900);
  await page.locator('yijian-feedback [type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
  await expect(page.locator('yijian-feedback .tile')).toHaveCount(1);
};

const open = (page: Page, world: World) => page.goto(world.put('/network', { body: world.tag() }));

test('a lost answer is asked for again under the same key, and stored once', async ({ page, widget, world }) => {
  const keys: (string | undefined)[] = [];
  let lost = 0;
  await page.route('**/v1/feedback', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (lost++ > 0) return route.continue();
    // The server has it; the answer does not come back.
    await route.fetch();
    return route.abort('connectionreset');
  });
  await open(page, world);
  await write(page, '答复丢失的一条');
  await submit(page);
  await expect(widget.getByText('提交成功')).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await world.find('答复丢失的一条')).toHaveLength(1);
});

test('a double click submits once', async ({ page, widget, world }) => {
  await open(page, world);
  await write(page, '连点两下的一条');
  await widget.getByRole('button', { name: '提交' }).dblclick();
  await expect(widget.getByText('提交成功')).toBeVisible();
  expect(await world.find('连点两下的一条')).toHaveLength(1);
});

test('what is written offline is sent when the network is back', async ({ page, context, widget, world }) => {
  await open(page, world);
  await write(page, '离线时写的一条');
  await addPicture(page);
  await context.setOffline(true);
  await submit(page);
  await expect(widget.getByText('联网后会自动提交')).toBeVisible();
  await page.screenshot({ path: 'screenshots/widget-offline.png' });
  expect(await world.find('离线时写的一条')).toEqual([]);
  await context.setOffline(false);
  await expect(widget.getByText('之前保存的反馈已提交')).toBeVisible({ timeout: 15_000 });
  const [item] = await world.find('离线时写的一条');
  expect((await world.read(item?.id ?? '')).media_ids).toHaveLength(1);
});

test('what was left offline is sent by the next page, with its picture', async ({ page, context, widget, world }) => {
  await open(page, world);
  await write(page, '关掉页面前写的一条');
  await addPicture(page);
  await context.setOffline(true);
  await submit(page);
  await expect(widget.getByText('联网后会自动提交')).toBeVisible();
  await page.goto('about:blank');
  await context.setOffline(false);
  await open(page, world);
  await expect.poll(() => world.find('关掉页面前写的一条'), { timeout: 15_000 }).toHaveLength(1);
  await widget.locator('.launcher').click();
  await widget.getByRole('button', { name: '我的反馈' }).click();
  await expect(widget.locator('.card')).toContainText('关掉页面前写的一条');
});

test('what was typed is there again after the page is loaded anew', async ({ page, widget, world }) => {
  await open(page, world);
  await write(page, '写到一半');
  await addPicture(page);
  await widget.getByText('白屏').click();
  await page.waitForTimeout(700);
  await page.reload();
  await widget.locator('.launcher').click();
  await expect(widget.getByText('已恢复上次未提交的内容')).toBeVisible();
  await expect(widget.getByLabel('问题描述')).toHaveValue('写到一半');
  await expect(widget.getByLabel('白屏')).toBeChecked();
  await expect(widget.locator('.tile')).toHaveCount(1);
  await widget.getByRole('button', { name: '清空' }).click();
  await expect(widget.getByLabel('问题描述')).toHaveValue('');
});

test('shows how much has gone', async ({ page, widget, world }) => {
  await open(page, world);
  await write(page, '带进度的一条');
  await addPicture(page);
  // A slow line, so that the bar can be seen on its way.
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 12_000 };
  await session.send('Network.emulateNetworkConditions', slow);
  await submit(page);
  const bar = widget.getByRole('progressbar');
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
  await expect(widget.locator('.moment .hint')).toContainText(/正在上传 \d+%/);
  await page.screenshot({ path: 'screenshots/widget-progress.png' });
  await session.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
  await expect(widget.getByText('提交成功')).toBeVisible({ timeout: 15_000 });
});

test('a refusal leads back into the form with the reason', async ({ page, widget, world }) => {
  await page.route('**/v1/tokens', (route) =>
    route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: { title: 'Forbidden' } }),
  );
  await open(page, world);
  await write(page, '不被允许的一条');
  await submit(page);
  await expect(widget.getByRole('alert')).toContainText('此页面无权提交反馈');
  await expect(widget.getByLabel('问题描述')).toHaveValue('不被允许的一条');
});
