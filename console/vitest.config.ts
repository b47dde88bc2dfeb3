import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // A test that needs a page says `// @vitest-environment happy-dom` in its first line.
    environment: 'node',
  },
});
