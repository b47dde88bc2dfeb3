/** Builds the pages: the console, the form, the receipt and the widget's demo, with hashed assets that are kept for a year. */

import react from '@vitejs/plugin-react';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pages = ['index', 'feedback', 'receipt', 'demo'].map((name) => here(`${name}.html`)).filter(existsSync);

/** Where the API runs while developing: `YIJIAN_API=http://127.0.0.1:3000 npm run dev`. */
const api = process.env['YIJIAN_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/v1': api } },
  build: {
    outDir: 'dist',
    // An inlined font or picture would need `data:` in the content-security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages },
  },
});
