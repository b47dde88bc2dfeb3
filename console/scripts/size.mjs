/**
 * Fails when what the console's list page loads at first is more than its budget, gzipped.
 *
 * Counts `index.html`, the scripts and styles that it names, and what these import statically. Chunks on demand (a
 * drawer, a dialog, the chart) come when somebody asks for them, and do not count.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGETS_KB = { 'index.html': 250, 'widget.js': 20 };
const DIST = new URL('../dist/', import.meta.url).pathname;

const gzipped = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;

/** Files that `file` needs before it can run. */
function needs(file) {
  const text = readFileSync(join(DIST, file), 'utf8');
  const named = file.endsWith('.html')
    ? [...text.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path]) => path)
    : file.endsWith('.js')
      ? [...text.matchAll(/(?:^|[;}])import(?:[^'"()]*from)?\s*["']\.\/([^"']+)["']/g)].map(([, path]) =>
          join(dirname(file), path),
        )
      : [];
  return named;
}

function all(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of needs(file)) all(next, seen);
  return seen;
}

let failed = false;
for (const [entry, budget] of Object.entries(BUDGETS_KB)) {
  const files = [...all(entry)];
  const kb = files.reduce((sum, file) => sum + gzipped(file), 0) / 1000;
  const verdict = kb <= budget ? 'ok' : 'TOO LARGE';
  failed ||= kb > budget;
  console.log(`${entry}: ${kb.toFixed(1)} KB gzipped of ${budget} KB, ${files.length} files: ${verdict}`);
}
process.exit(failed ? 1 : 0);
