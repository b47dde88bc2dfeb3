import { expect, test } from './world';

test('name, kind, origins and limits are kept', async ({ page, at }) => {
  await page.goto(at('settings'));
  await page.getByLabel('应用名称').fill('演示应用');
  await page.getByRole('radio', { name: /商店应用/ }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();
  await expect(page.getByRole('combobox', { name: '切换应用' })).toContainText('演示应用');

  await page.getByRole('link', { name: '访问与限额' }).click();
  await page.getByLabel('允许的网页来源').fill('https://example.com\n\nhttps://example.org');
  await page.getByLabel('匿名地址每分钟提交上限').fill('250');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('允许的网页来源')).toHaveValue('https://example.com\nhttps://example.org');
  await expect(page.getByLabel('匿名地址每分钟提交上限')).toHaveValue('250');
});

test('a log address of the app is where the server log leads', async ({ page, at, yijian }) => {
  await page.goto(at('settings/logs'));
  await page.getByLabel('服务端日志地址模板').fill('https://logs.example.com/?u={user}');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();
  const id = await yijian.submit({ kind: 'fault', content: '日志', contact: { openid: 'o/7' } });
  await page.goto(`${at('faults')}?open=${id}`);
  const link = page.getByRole('link', { name: '服务端日志' });
  await expect(link).toHaveAttribute('href', 'https://logs.example.com/?u=o%2F7');
  await yijian.call('PUT', '/v1/app', { log_url: '' });
});

test('announcements are written and taken away', async ({ page, at, yijian }) => {
  await yijian.call('PUT', '/v1/announcements', { announcements: [] });
  await page.goto(at('settings/announcements'));
  await expect(page.getByText('还没有公告')).toBeVisible();
  await page.getByRole('button', { name: '添加公告' }).click();
  await page.getByLabel('公告内容').fill('系统今晚维护');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('公告内容')).toHaveValue('系统今晚维护');
  await page.getByRole('button', { name: '删除公告' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();
});

test('a member is added, made admin, signs in as such, and is removed', async ({ page, at, browser, yijian }) => {
  await page.goto(at('settings/members'));
  await page.getByLabel('用户名').fill('xiaozhao');
  await page.getByLabel('初始密码').fill('a long password');
  await page.getByRole('button', { name: '添加成员' }).click();
  const row = page.getByRole('row', { name: /xiaozhao/ });
  await expect(row).toContainText('客服');

  const theirs = await browser.newPage({ storageState: { cookies: [], origins: [] }, baseURL: yijian.url });
  await theirs.goto(at('settings'));
  await theirs.getByLabel('用户名').fill('xiaozhao');
  await theirs.getByLabel('密码').fill('a long password');
  await theirs.keyboard.press('Enter');
  await expect(theirs.getByText('只有管理员可以修改设置')).toBeVisible();
  await expect(theirs.getByRole('button', { name: '保存' })).toBeDisabled();
  await theirs.close();

  await row.getByRole('combobox').click();
  await page.getByRole('option', { name: '管理员' }).click();
  await expect(row).toContainText('管理员');
  await row.getByRole('button', { name: '移除成员 xiaozhao' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await expect(row).toHaveCount(0);
});

test('an owner makes an app, goes there, and rotates its secret', async ({ page, at }) => {
  await page.goto(at('settings'));
  await page.getByRole('button', { name: '新建应用' }).click();
  const dialog = page.getByRole('dialog', { name: '新建应用' });
  await dialog.getByLabel('应用名称').fill('第二个应用');
  await dialog.getByRole('button', { name: '创建' }).click();
  const first = await dialog.locator('code').textContent();
  await dialog.getByRole('button', { name: '进入应用' }).click();
  await expect(page.getByRole('combobox', { name: '切换应用' })).toContainText('第二个应用');

  await page.getByRole('link', { name: '应用密钥' }).click();
  await page.getByRole('button', { name: '轮换密钥' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await expect(page.getByText('新密钥，仅显示这一次')).toBeVisible();
  expect(await page.locator('code').textContent()).not.toBe(first);
  await page.getByRole('link', { name: '全部反馈' }).click();
  await expect(page.getByText('暂无反馈')).toBeVisible();
});

test('the bridge takes a secret and never shows it', async ({ page, at }) => {
  await page.goto(at('settings/bridge'));
  await page.getByLabel('小程序 AppID').fill('wx1234567890abcdef');
  await page.getByLabel('小程序 AppSecret').fill('not a real secret');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('设置已保存')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('小程序 AppSecret')).toHaveValue('');
  await expect(page.getByText('已设置，留空则不变')).toBeVisible();
});
