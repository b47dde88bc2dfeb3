import { expect, rows, test } from './world';

test('filters lie in the address, and back, forward and reload keep them', async ({ page, at }) => {
  await page.goto(at('all'));
  await expect(rows(page)).toHaveCount(20);

  await page.getByRole('combobox', { name: '处理状态' }).click();
  await page.getByRole('option', { name: '待处理' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\?status=pending$/);
  await expect(page.locator('.table-status', { hasNotText: '待处理' })).toHaveCount(0);

  await page.getByRole('searchbox').fill('课程');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByText(/^共 \d+ 条$/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('课程');

  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(page).toHaveURL(/\?status=pending$/);
  await page.goForward();
  await expect(page.getByRole('searchbox')).toHaveValue('课程');
});

test('a filter that nothing fits says so and can be taken back', async ({ page, at }) => {
  await page.goto(`${at('all')}?q=${encodeURIComponent('没有人会这样写 xyzzy')}`);
  await expect(page.getByText('没有符合条件的反馈')).toBeVisible();
  await page.locator('.state').getByRole('button', { name: '重置' }).click();
  await expect(rows(page)).toHaveCount(20);
});

test('any page is reached by its number', async ({ page, at }) => {
  await page.goto(at('all'));
  const number = page.getByRole('textbox', { name: '页码' });
  await number.fill('5');
  await number.press('Enter');
  await expect(page).toHaveURL(/page=5$/);
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('button', { name: '下一页' }).click();
  await expect(number).toHaveValue('6');

  await number.fill('99999');
  await number.press('Enter');
  await expect(page.getByRole('button', { name: '下一页' })).toBeDisabled();
});

test('rows are marked in bulk, and undoing gives each its own status back', async ({ page, at, yijian }) => {
  const word = `批量 ${Date.now()}`;
  const ids = [];
  for (const number of [1, 2, 3]) ids.push(await yijian.submit({ kind: 'fault', content: `${word} 第 ${number} 条` }));
  await yijian.call('POST', '/v1/feedback/status', { ids: [ids[1]], status: 'rejected' });

  await page.goto(`${at('faults')}?q=${encodeURIComponent(word)}`);
  await expect(page.locator('.table-status')).toHaveText(['待处理', '不采纳', '待处理']);
  await page.getByRole('checkbox', { name: '选择本页全部' }).check();
  await page.getByRole('button', { name: '标记为已处理' }).click();
  await expect(page.locator('.table-status')).toHaveText(['已处理', '已处理', '已处理']);
  await expect(page.getByText('已将 3 条标记为“已处理”')).toBeVisible();

  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('.table-status')).toHaveText(['待处理', '不采纳', '待处理']);
  await expect(page.getByText('已撤销，3 条恢复原状态')).toBeVisible();
  const statuses = ids.map(
    async (id) => ((await yijian.call('GET', `/v1/feedback/${id}`)) as { status: string }).status,
  );
  expect(await Promise.all(statuses)).toEqual(['pending', 'rejected', 'pending']);
});

test('keys alone: walk, choose, mark, undo, search, open, close', async ({ page, at }) => {
  await page.goto(at('all'));
  await expect(rows(page)).toHaveCount(20);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(rows(page).nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByText('已选 1 条')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('已选 1 条')).toBeHidden();

  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: '反馈详情' });
  await expect(drawer).toBeVisible();
  await page.keyboard.press('j');
  const second = new URL(
    await rows(page)
      .nth(1)
      .getByRole('link')
      .evaluate((link: HTMLAnchorElement) => link.href),
  );
  await expect(page).toHaveURL(new RegExp(second.searchParams.get('open') ?? '-'));
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(rows(page).first().getByRole('link')).toBeFocused();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test.describe('refusals', () => {
  test.use({ expected: /status of 403/ });

  test('a marking that fails is taken back on the page', async ({ page, at }) => {
    await page.route('**/v1/feedback/status', (route) => route.fulfill({ status: 403, json: { detail: 'no' } }));
    await page.goto(`${at('all')}?status=pending`);
    await rows(page).first().getByRole('checkbox').check();
    await page.getByRole('button', { name: '标记为已关闭' }).click();
    await expect(page.getByText('没有权限进行此操作')).toBeVisible();
    await expect(page.locator('.table-status').first()).toHaveText('待处理');
  });

  test('a list that cannot be read says why, and tries again', async ({ page, at }) => {
    await page.route('**/v1/feedback?*', (route) => route.fulfill({ status: 403, json: { detail: 'no' } }));
    await page.goto(at('all'));
    await expect(page.getByText('加载失败')).toBeVisible();
    await page.unroute('**/v1/feedback?*');
    await page.getByRole('button', { name: '重试' }).click();
    await expect(rows(page)).toHaveCount(20);
  });
});
