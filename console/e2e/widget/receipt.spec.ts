/** The receipt, as its author reads and answers it; and the form as a page. */

import { expect, test } from './world';

test('the form as a page leads to a receipt that is answered from both sides', async ({ page, world }) => {
  await page.goto(`${world.yijian}/feedback?app=${world.app}&kind=suggestion&lang=zh`);
  await page.getByLabel('建议内容').fill('希望有夜间模式 <b>粗体</b>');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('提交成功')).toBeVisible();
  const link = (await page.getByRole('link', { name: '在新页面打开' }).getAttribute('href')) ?? '';
  expect(link).toMatch(/\/receipt#fb_\w{12}\.[\w.-]+$/);

  const [item] = await world.find('希望有夜间模式');
  const id = item?.id ?? '';
  const replied = await world.agent(`/v1/feedback/${id}/replies`, {
    method: 'POST',
    body: JSON.stringify({ content: '下个版本会有 <script>alert(1)</script>' }),
  });
  expect(replied.status).toBe(201);

  await page.goto(`${link.split('#')[0]}?lang=zh#${link.split('#')[1]}`);
  await expect(page.getByText('下个版本会有 <script>alert(1)</script>')).toBeVisible();
  await expect(page.getByText('已回复')).toBeVisible();
  await page.getByLabel('补充或回复').fill('谢谢，期待！');
  await page.getByRole('button', { name: '发送' }).click();
  await expect(page.locator('.replies .mine')).toContainText('谢谢，期待！');
  const feedback = await world.read(id);
  expect(feedback).toMatchObject({ source: 'web', kind: 'suggestion' });
  expect(feedback.replies.map(({ content, is_admin: team }) => [content, team])).toEqual([
    ['下个版本会有 <script>alert(1)</script>', true],
    ['谢谢，期待！', false],
  ]);
});

test('a receipt that opens nothing says so', async ({ page, world }) => {
  await page.goto(`${world.yijian}/receipt?lang=zh#fb_000000000000.${world.app}.forged`);
  await expect(page.getByRole('alert')).toHaveText('找不到这条反馈，链接可能不完整');
  await expect(page.getByRole('button', { name: '发送' })).toBeHidden();
});

test('a page without an app says so', async ({ page, world }) => {
  await page.goto(`${world.yijian}/feedback?lang=zh`);
  await expect(page.getByRole('alert')).toContainText('缺少应用标识');
});

test('the demo speaks the language of its address', async ({ page, widget, world }) => {
  await page.goto(`${world.yijian}/demo?app=${world.app}&lang=en`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('status')).toHaveText('“Add to cart” does nothing. Try again? Or tell us.');
  await expect(widget.getByRole('button', { name: 'Feedback' })).toBeVisible();
  const rest = (await page.locator('body').innerText()).match(/[\u4e00-\u9fff]+/g);
  expect(rest).toEqual(['中文']);
});

test('the demo logs what its buttons break, without their secrets', async ({ page, widget, world }) => {
  await page.goto(`${world.yijian}/demo?app=${world.app}`);
  for (const name of ['加入购物车', '立即结算', '查看评价', '加载大图'])
    await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: '写一条反馈' }).click();
  await widget.getByText('查看日志内容').click();
  const log = widget.locator('pre');
  for (const line of [
    'TypeError',
    'POST',
    'answered 404',
    'token=[redacted]',
    '<img> could not load',
    '"cookie":"[redacted]"',
  ]) {
    await expect(log).toContainText(line);
  }
  for (const secret of ['8f2c1d7a9b', 'tea-secret', 'abcdef', 'sid=42']) await expect(log).not.toContainText(secret);
});
