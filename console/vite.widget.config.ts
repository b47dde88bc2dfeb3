/** Builds the widget: one classic script, since other people's pages load it by a plain `<script>` tag. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'dist',
    // The pages are there already.
    emptyOutDir: false,
    copyPublicDir: false,
    lib: {
      entry: fileURLToPath(new URL('src/widget/widget.ts', import.meta.url)),
      formats: ['iife'],
      name: 'YijianWidget',
      fileName: () => 'widget.js',
    },
  },
});
