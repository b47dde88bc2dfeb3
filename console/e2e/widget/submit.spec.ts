/** Submitting from a site of another origin, with pictures by every way. */

import { expect, expectReady, makePicture, test } from './world';

test('submits a fault with an edited screenshot and the page log', async ({ page, widget, world }) => {
  const url = world.put('/shop', {
    body: `<button id="b" onclick="console.error('购物车失败 token=abc123secret'); fetch('/missing?session=42')">购物车</button>${world.tag('data-version="3.2.1"')}`,
  });
  await page.goto(`${url}?order=77`);
  await page.click('#b');
  await widget.getByRole('button', { name: '反馈' }).click();
  await widget.getByText('闪退').click();
  await widget.getByText('卡顿').click();
  await widget.getByLabel('问题描述').fill('点购物车没有反应😀 甲');
  await expect(widget.getByText('11 / 10000')).toBeVisible();
  await widget.getByLabel('联系方式').fill('zhang@example.com');
  await widget.getByText('同意上传页面运行日志').click();

  await widget.locator('[type=file]').setInputFiles({
    name: '截图.png',
    mimeType: 'image/png',
    buffer: await makePicture(page),
  });
  await widget.getByRole('button', { name: '编辑 截图.png' }).click();
  const canvas = widget.getByRole('img', { name: /图片画布/ });
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no canvas');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 120, { steps: 8 });
  await page.mouse.up();
  await widget.getByRole('radio', { name: '马赛克' }).check({ force: true });
  await page.mouse.move(box.x + 60, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 220, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await page.screenshot({ path: 'screenshots/widget-editor.png' });
  await widget.getByRole('button', { name: '完成' }).click();

  await widget.getByRole('button', { name: '提交' }).click();
  await expect(widget.getByText('提交成功')).toBeVisible();
  await expect(widget.getByText('待处理')).toBeVisible();

  const [item] = await world.find('点购物车没有反应');
  const feedback = await world.read(item?.id ?? '');
  expect(feedback).toMatchObject({
    kind: 'fault',
    faults: ['stutter', 'crash'],
    source: 'web_sdk',
    content: '点购物车没有反应😀 甲',
    contact: { email: 'zhang@example.com' },
    log_consent: true,
    page: `${world.site}/shop?order=…`,
    metadata: { app_version: '3.2.1' },
  });
  expect(feedback.occurred_at).not.toBeNull();
  expect(feedback.media_ids).toHaveLength(2);
  for (const id of feedback.media_ids) await expectReady(world, id);
  const log = await (await world.agent(`/v1/media/${feedback.media_ids[1] ?? ''}`)).text();
  expect(log).toContain('购物车失败');
  expect(log).toContain('/missing?session=… answered 404');
  expect(log).not.toContain('abc123secret');
});
