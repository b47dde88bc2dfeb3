/**
 * Builds the widget and the pages that are all widget: `widget.js`, the editor beside it, `feedback.html`, `receipt.html`
 * and `demo.html`, into the same `dist/` as the console.
 */

import { fileURLToPath } from 'node:url';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const outDir = at('dist');
/** Browsers of the last four years: `<dialog>`, `adoptedStyleSheets`, `AbortSignal.timeout`. */
const target = ['chrome108', 'firefox108', 'safari16.4'];

/** The widget is a classic script, so that one tag without attributes loads it; it has to know the editor's hashed name. */
function widgetScript(): Plugin {
  return {
    name: 'yijian-widget-script',
    async writeBundle(_, bundle) {
      const editor = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'editor');
      if (editor === undefined) throw new Error('the build made no editor');
      await build(widgetConfig(`/${editor.fileName}`));
    },
  };
}

function widgetConfig(editorPath: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    define: { EDITOR_PATH: JSON.stringify(editorPath) },
    build: {
      target,
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input: at('src/widget/widget.ts'),
        output: { format: 'iife', entryFileNames: 'widget.js' },
      },
    },
  };
}

export default defineConfig({
  root: at('src/pages'),
  publicDir: false,
  plugins: [widgetScript()],
  build: {
    target,
    outDir,
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        feedback: at('src/pages/feedback.html'),
        receipt: at('src/pages/receipt.html'),
        demo: at('src/pages/demo.html'),
        editor: at('src/widget/editor/open.ts'),
      },
      // The widget imports the editor by name: what it exports is not dead.
      preserveEntrySignatures: 'strict',
    },
  },
});
