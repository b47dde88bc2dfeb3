import { expect, test } from './world';

test('the trend is a chart and a table of the same figures', async ({ page, at }) => {
  await page.goto(`${at('stats')}?time=90d`);
  await expect(page.getByRole('img', { name: /反馈趋势图，共 \d+ 条/ }).locator('canvas')).toBeVisible();
  await expect(page.locator('.trend-table tbody tr')).toHaveCount(90);
  const total = Number((await page.locator('.figures dd').first().textContent())?.replaceAll(',', ''));
  const days = await page.locator('.trend-table tbody tr td:nth-of-type(1)').allTextContents();
  expect(total).toBeGreaterThan(0);
  expect(days.reduce((sum, day) => sum + Number(day), 0)).toBe(total);
});

test('period, split and step lie in the address', async ({ page, at }) => {
  await page.goto(at('stats'));
  await page.getByRole('combobox', { name: '统计维度' }).click();
  await page.getByRole('option', { name: '按处理状态' }).click();
  await page.getByRole('combobox', { name: '时间粒度' }).click();
  await page.getByRole('option', { name: '按月' }).click();
  await expect(page).toHaveURL(/by=status&group=month/);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: '待处理' })).toBeVisible();
});
