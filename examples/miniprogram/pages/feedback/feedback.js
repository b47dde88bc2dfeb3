const config = require('../../config');
const { newKey } = require('../../utils/key');
const receipts = require('../../utils/receipts');
const yijian = require('../../utils/yijian');

const MOST_PICTURES = 9;
const MOST_CHARACTERS = 10000;

/** 微信的反馈类型 1–8（种子文档 002“反馈类型 type 的定义”），以 `wechat_type` 提交。 */
const TYPES = ['无法打开小程序', '小程序闪退', '卡顿', '黑屏白屏', '死机', '界面错位', '界面加载慢', '其他异常'];

Page({
  data: {
    types: TYPES,
    kind: 'fault',
    type: 0,
    content: '',
    count: 0,
    most: MOST_CHARACTERS,
    phone: '',
    pictures: [],
    sending: false,
    progress: 0,
    error: '',
    mine: [],
  },

  onShow() {
    this.setData({ mine: receipts.all() });
  },

  setKind({ currentTarget }) {
    this.changed({ kind: currentTarget.dataset.kind });
  },

  setType({ currentTarget }) {
    const { type } = currentTarget.dataset;
    this.changed({ type: type === this.data.type ? 0 : type });
  },

  setContent({ detail }) {
    // 与服务端一样按 Unicode 字符计数，表情算一个。
    this.changed({ content: detail.value, count: Array.from(detail.value).length });
  },

  setPhone({ detail }) {
    this.changed({ phone: detail.value });
  },

  /** 内容变了就是另一条反馈：换一个幂等键。 */
  changed(data) {
    this.key = undefined;
    this.setData({ ...data, error: '' });
  },

  async choose() {
    const count = MOST_PICTURES - this.data.pictures.length;
    const chosen = await wx.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] }).catch(() => null);
    if (!chosen) return;
    const pictures = await Promise.all(chosen.tempFiles.map(describePicture));
    this.changed({ pictures: [...this.data.pictures, ...pictures] });
  },

  preview({ currentTarget }) {
    const urls = this.data.pictures.map(({ path }) => path);
    wx.previewImage({ urls, current: urls[currentTarget.dataset.index] });
  },

  remove({ currentTarget }) {
    this.changed({ pictures: this.data.pictures.filter((_, index) => index !== currentTarget.dataset.index) });
  },

  open({ currentTarget }) {
    const { id, receipt } = currentTarget.dataset;
    wx.navigateTo({ url: `/pages/receipt/receipt?id=${id}&receipt=${receipt}` });
  },

  async submit() {
    const { content, count, sending } = this.data;
    if (sending) return;
    if (content.trim() === '') return this.setData({ error: '请填写描述' });
    if (count > MOST_CHARACTERS) return this.setData({ error: `描述不能超过 ${MOST_CHARACTERS} 个字符` });
    this.setData({ sending: true, progress: 0, error: '' });
    try {
      await this.send();
    } catch (error) {
      this.setData({ error: error.status ? error.message : '网络不可用，请稍后重试' });
    } finally {
      this.setData({ sending: false });
    }
  },

  /** 同一内容再按一次“提交”，键与正文都不变：服务端只存一条。 */
  async send() {
    if (!this.key) {
      this.key = newKey();
      this.mediaIds = [];
      this.body = this.makeBody();
    }
    const { key, mediaIds, body } = this;
    const { pictures } = this.data;
    for (let index = mediaIds.length; index < pictures.length; index += 1) {
      const progress = (share) => this.setData({ progress: Math.floor((index * 100 + share) / pictures.length) });
      mediaIds.push(await yijian.upload(pictures[index], `${key}-${index}`, progress));
    }
    const submitted = await yijian.submit({ ...body, media_ids: mediaIds }, key);
    receipts.add({ id: submitted.id, receipt: submitted.receipt, excerpt: body.content.slice(0, 40) });
    this.changed({ content: '', count: 0, pictures: [], type: 0 });
    wx.navigateTo({ url: `/pages/receipt/receipt?id=${submitted.id}&receipt=${submitted.receipt}` });
  },

  makeBody() {
    const { kind, type, content, phone } = this.data;
    const pages = getCurrentPages();
    const before = pages[pages.length - 2];
    return {
      kind,
      content: content.trim(),
      source: 'mini_program',
      page: (before || pages[pages.length - 1]).route,
      contact: phone.trim() === '' ? {} : { phone: phone.trim() },
      metadata: { app_version: config.version },
      system_info: wx.getSystemInfoSync(),
      ...(kind === 'fault' ? { wechat_type: type || 8 } : {}),
    };
  },
});

async function describePicture({ tempFilePath: path, size }) {
  const { type } = await wx.getImageInfo({ src: path });
  return { path, size, name: path.split('/').pop(), type: `image/${type === 'jpg' ? 'jpeg' : type}` };
}
