import { expect, test } from './world';

test.use({
  storageState: { cookies: [], origins: [] },
  // The browser itself reports answers that are refusals.
  expected: /status of (401|429)/,
});

test('a wrong password is said to be wrong, a right one leads where one wanted to go', async ({ page, at, yijian }) => {
  await page.goto(`${at('suggestions')}?status=pending`);
  await page.getByLabel('用户名').fill(yijian.secrets.console_user);
  await page.getByLabel('密码').fill('not the password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toHaveText('用户名或密码不正确');

  await page.getByLabel('密码').fill(yijian.secrets.console_password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: '产品建议' })).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveURL(/suggestions\?status=pending$/);
});

test('nothing typed is not sent', async ({ page }) => {
  await page.goto('/console');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toHaveText('请输入用户名和密码');
});

test('after five failures the name is locked, for the right password too', async ({ page }) => {
  await page.goto('/console');
  await page.getByLabel('用户名').fill('somebody-else');
  for (let failure = 1; failure <= 6; failure += 1) {
    await page.getByLabel('密码').fill(`wrong ${failure}`);
    const answered = page.waitForResponse('**/v1/login');
    await page.keyboard.press('Enter');
    if ((await answered).status() === 429) break;
  }
  await expect(page.getByRole('alert')).toContainText('已锁定');
  await expect(page.getByRole('button', { name: /后可再试/ })).toBeDisabled();
});

test('signing out ends the session', async ({ page, yijian }) => {
  await page.goto('/console');
  await page.getByLabel('用户名').fill(yijian.secrets.console_user);
  await page.getByLabel('密码').fill(yijian.secrets.console_password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录控制台' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '登录控制台' })).toBeVisible();
});

test('a session that has ended leads to the sign-in, and from there back', async ({ page, at, yijian }) => {
  const enter = async () => {
    await page.getByLabel('用户名').fill(yijian.secrets.console_user);
    await page.getByLabel('密码').fill(yijian.secrets.console_password);
    await page.keyboard.press('Enter');
  };
  await page.route('**/v1/session/token', (route) => route.fulfill({ status: 401, json: { detail: 'no session' } }));
  await page.goto(at('all'));
  await enter();
  await expect(page.getByText('登录已过期，请重新登录')).toBeVisible();
  await page.unroute('**/v1/session/token');
  await enter();
  await expect(page.locator('tbody tr')).toHaveCount(20);
});
