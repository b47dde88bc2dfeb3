/** Tests in Debian's Chromium against the whole of Yijian, which `e2e/setup.ts` starts on a free port. */

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/setup.ts',
  // One stack, one inbox: tests that change it would meet each other.
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 30_000,
  reporter: [['list']],
  use: {
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
  },
});
