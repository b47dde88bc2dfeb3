/**
 * Checks the mini-program without WeChat's tools: `node check.mjs [API APP]`.
 *
 * Every JSON and script parses, every WXML is well-formed and calls only handlers that its page has. With an address and
 * an app id, the form is filled and submitted for real, with `wx` made up of `fetch`.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { makeWx, PICTURE } from './fake-wx.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const text = (path) => readFileSync(join(here, path), 'utf8');

const { pages } = JSON.parse(text('app.json'));
for (const path of ['sitemap.json', 'project.config.json', ...pages.map((page) => `${page}.json`)]) JSON.parse(text(path));
const scripts = ['app', 'config', 'utils/key', 'utils/receipts', 'utils/yijian', ...pages];
for (const path of scripts) new Script(text(`${path}.js`), { filename: path });

const [api, app] = process.argv.slice(2);
if (api) Object.assign(require('./config.js'), { api, app });
const { wx, opened, storage } = makeWx();
const defined = [];
Object.assign(globalThis, { wx, Page: (page) => defined.push(page), getCurrentPages: () => [{ route: pages[0] }] });
for (const page of pages) require(`./${page}.js`);

pages.forEach((page, index) => {
  for (const handler of checkWxml(`${page}.wxml`)) assert.equal(typeof defined[index][handler], 'function', handler);
});
console.log(`${scripts.length} scripts and ${pages.length} pages parse`);
if (api) await submitAndRead();

/** Throws unless every tag is closed in its order; the handlers that are bound. */
function checkWxml(path) {
  const open = [];
  const handlers = [];
  for (const [, end, name, attributes, empty] of text(path).matchAll(/<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g)) {
    if (end) assert.equal(open.pop(), name, `${path}: </${name}>`);
    else if (!empty) open.push(name);
    for (const [, handler] of attributes.matchAll(/\sbind\w+="(\w+)"/g)) handlers.push(handler);
  }
  assert.deepEqual(open, [], `${path}: not closed`);
  const rest = text(path).replaceAll(/<\/?[\w-]+(?:\s+[\w:-]+="[^"]*")*\s*\/?>/g, '').replaceAll(/\{\{.*?\}\}/g, '');
  assert.doesNotMatch(rest, /[<>]/, `${path}: a tag that does not parse`);
  return handlers;
}

/** What WeChat does with a page: its own copy of the data, and `setData`. */
function start(page) {
  const setData = function (changes) {
    Object.assign(this.data, changes);
  };
  return { ...page, data: structuredClone(page.data), setData };
}

async function submitAndRead() {
  const form = start(defined[0]);
  form.setType({ currentTarget: { dataset: { type: 2 } } });
  form.setContent({ detail: { value: '小程序示例：打开后闪退😀' } });
  form.setPhone({ detail: { value: '13800000000' } });
  await form.choose();
  assert.equal(form.data.pictures[0].size, PICTURE.length);
  await form.submit();
  assert.equal(form.data.error, '');
  assert.equal(storage.get('yijian-receipts').length, 1);

  const receipt = start(defined[1]);
  receipt.onLoad(Object.fromEntries(new URL(opened[0], 'wx://x').searchParams));
  await receipt.refresh();
  receipt.setAnswer({ detail: { value: '补充：系统是安卓' } });
  await receipt.send();
  assert.deepEqual([receipt.data.status, receipt.data.error], ['待处理', '']);
  assert.deepEqual(receipt.data.replies.map(({ content }) => content), ['补充：系统是安卓']);
  console.log(`submitted, read and answered ${opened[0]}`);
}
