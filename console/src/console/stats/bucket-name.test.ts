import { expect, test } from 'vitest';
import { bucketName } from './bucket-name';

test.each(['en', 'zh-CN'] as const)('midnight is 00:00 and not 24:00 in %s', (language) => {
  const midnight = new Date(2026, 10, 24, 0, 0).toISOString();
  expect(bucketName(midnight, 'hour', language)).toContain('00:00');
});
