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
const { wx, opened, storage, chosen } = makeWx();
const defined = [];
Object.assign(globalThis, { wx, Page: (page) => defined.push(page), getCurrentPages: () => [{ route: pages[0] }] });
for (const page of pages) require(`./${page}.js`);

pages.forEach((page, index) => {
  for (const handler of checkWxml(`${page}.wxml`)) assert.equal(typeof defined[index][handler], 'function', handler);
});
console.log(`${scripts.length} scripts and ${pages.length} pages parse`);
await fillForm();
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

/** What needs no API: which pictures are taken, what the phone says of itself, and that nothing changes on its way. */
async function fillForm() {
  const form = start(defined[0]);
  const [usual] = chosen.splice(0, 1, 'a.jpg', 'b.PNG', 'c.webp', 'd.tiff', 'e.heic', 'f.txt');
  await form.choose();
  assert.deepEqual(form.data.pictures.map(({ type }) => type), ['image/jpeg', 'image/png', 'image/webp']);
  assert.match(form.data.error, /其余未添加/);
  chosen.splice(0, chosen.length, usual);

  assert.deepEqual(form.makeBody().system_info, { brand: 'fake', system: 'Node', language: 'zh_CN', pixelRatio: 2 });
  const { getDeviceInfo } = wx;
  delete wx.getDeviceInfo;
  assert.deepEqual(form.makeBody().system_info, { brand: 'old' });
  Object.assign(wx, { getDeviceInfo });

  const before = structuredClone(form.data);
  form.setData({ sending: true });
  form.setContent({ detail: { value: '发送时又写的' } });
  form.setType({ currentTarget: { dataset: { type: 3 } } });
  form.remove({ currentTarget: { dataset: { index: 0 } } });
  assert.deepEqual(form.data, { ...before, sending: true });
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
