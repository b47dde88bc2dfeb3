import { deflateSync } from 'node:zlib';
import { expect, rows, test } from './world';

test('a feedback is read and answered, and its history told', async ({ page, at, yijian }) => {
  const content = `详情 ${Date.now()}`;
  const id = await yijian.submit({
    kind: 'fault',
    content,
    faults: ['white_screen', 'slow'],
    occurred_at: '2026-11-20T02:10:00Z',
    page: 'pages/order',
    contact: { name: '张三', openid: 'o-1' },
    metadata: { app_version: '2.5.1', trace_id: 'trace-77' },
    system_info: { model: 'iPhone 16' },
  });
  await page.goto(`${at('faults')}?q=${encodeURIComponent(content)}`);
  await rows(page).first().getByRole('link').click();
  const drawer = page.getByRole('dialog', { name: '反馈详情' });
  await expect(drawer.getByText(content)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`open=${id}`));
  for (const text of ['白屏', '加载慢', '张三', 'pages/order', '2.5.1', 'iPhone 16']) {
    await expect(drawer.getByText(text, { exact: true })).toBeVisible();
  }
  const log = drawer.getByRole('link', { name: '服务端日志' });
  await expect(log).toHaveAttribute('href', /^https:\/\/console\.aws\.amazon\.com\/cloudwatch\/.*trace-77/);

  await drawer.getByLabel('回复内容').fill('已修复，请升级后再试。');
  await page.keyboard.press('Control+Enter');
  await expect(drawer.locator('.reply-team')).toContainText('已修复，请升级后再试。');
  await expect(drawer.getByRole('combobox', { name: '修改状态' })).toContainText('已回复');

  await drawer.getByRole('combobox', { name: '修改状态' }).click();
  await page.getByRole('option', { name: '已关闭' }).click();
  await expect(drawer.getByText(`${yijian.secrets.console_user} 标记为“已关闭”`)).toBeVisible();
});

test('a link to a feedback opens it, a dead one says so', async ({ page, at, yijian }) => {
  const id = await yijian.submit({ kind: 'suggestion', content: '直接打开' });
  await page.goto(`${at('suggestions')}?open=${id}`);
  await expect(page.getByRole('dialog').getByText('直接打开')).toBeVisible();
  await page.getByRole('button', { name: '删除反馈' }).click();
  await page.getByRole('dialog', { name: '删除反馈' }).getByRole('button', { name: '确定' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test.describe('what is gone', () => {
  test.use({ expected: /status of 404/ });
  test('is said to be gone', async ({ page, at }) => {
    await page.goto(`${at('suggestions')}?open=fb_000000000000`);
    await expect(page.getByText('这条反馈不存在，或已被删除')).toBeVisible();
  });
});

test.describe('files', () => {
  // A log has no thumbnail, which is how it is told from a picture.
  test.use({ expected: /status of 404/ });
  test('pictures are thumbnails that enlarge and zoom by keys; a log shows what lies around the fault', async ({
    page,
    at,
    yijian,
  }) => {
    const at2 = '2026-11-20T02:10:00Z';
    const log = `2026-11-20T01:00:00Z info long before\n2026-11-20T02:09:58Z error TypeError: x is undefined\n`;
    const media = [
      await yijian.upload('一.png', 'image/png', png(300, 200)),
      await yijian.upload('二.png', 'image/png', png(200, 400)),
      await yijian.upload('page.log', 'text/plain', new TextEncoder().encode(log)),
    ];
    const id = await yijian.submit({
      kind: 'fault',
      content: '有截图',
      occurred_at: at2,
      log_consent: true,
      media_ids: media,
    });

    await page.goto(`${at('faults')}?open=${id}`);
    const drawer = page.getByRole('dialog', { name: '反馈详情' });
    await expect(drawer.getByText('TypeError: x is undefined')).toBeVisible({ timeout: 20_000 });
    await expect(drawer.getByText('long before')).toBeHidden();
    await drawer.getByRole('button', { name: '查看全部 2 行' }).click();
    await expect(drawer.getByText('long before')).toBeVisible();

    await drawer.getByRole('button', { name: '截图 1/2，点击放大' }).click();
    const viewer = page.getByRole('dialog', { name: '查看截图' });
    const picture = viewer.getByRole('img');
    await expect(picture).toHaveCSS('width', '300px');
    await page.keyboard.press('+');
    await expect(picture).toHaveCSS('width', '450px');
    await page.keyboard.press('ArrowRight');
    await expect(viewer.getByText('2 / 2')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
    await expect(drawer).toBeVisible();
  });
});

/** A grey picture, without a library. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const pixels = Buffer.alloc((width + 1) * height, 160);
  for (let row = 0; row < height; row += 1) pixels.writeUInt8(0, row * (width + 1));
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]));
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(8 + named.length);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), 4 + named.length);
  return framed;
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
