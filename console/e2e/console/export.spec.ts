import { readFile } from 'node:fs/promises';
import { expect, test } from './world';

test('an export is watched as it grows, and its link ends', async ({ page, at }) => {
  let looks = 0;
  await page.route('**/v1/exports', (route) => route.fulfill({ status: 202, json: { id: 'e' } }));
  await page.route('**/v1/exports/e', (route) => {
    looks += 1;
    const done = { state: 'done', progress: 1, rows: 7, url: '/x', expires_at: new Date(Date.now() + 3_000) };
    return route.fulfill({ json: looks < 2 ? { state: 'running', progress: 0.4, rows: 3 } : done });
  });
  await page.goto(at('all'));
  await page.getByRole('button', { name: '导出数据' }).click();
  await page.getByRole('button', { name: '开始导出' }).click();
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '0.4');
  await expect(page.getByText('导出完成，共 7 条')).toBeVisible();
  await expect(page.getByRole('link', { name: '下载文件' })).toBeVisible();
  await expect(page.getByText('链接已失效')).toBeVisible();
});

for (const format of ['CSV', 'Excel', 'NDJSON']) {
  test(`a filter is exported as ${format} and opened`, async ({ page, at, yijian }) => {
    const content = `导出 ${Date.now()}`;
    await yijian.submit({ kind: 'suggestion', content });
    await page.goto(`${at('suggestions')}?q=${encodeURIComponent(content)}`);
    await page.getByRole('button', { name: '导出数据' }).click();
    await page.getByRole('radio', { name: new RegExp(`^${format}`) }).check();
    await page.getByRole('button', { name: '开始导出' }).click();
    await expect(page.getByText('导出完成，共 1 条')).toBeVisible({ timeout: 20_000 });
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载文件' }).click();
    const bytes = await readFile(await (await download).path());
    if (format === 'Excel') expect(bytes.subarray(0, 2).toString()).toBe('PK');
    else expect(bytes.toString('utf8')).toContain(content);
  });
}
