const config = require('../../config');
const { newKey } = require('../../utils/key');
const receipts = require('../../utils/receipts');
const yijian = require('../../utils/yijian');

const MOST_PICTURES = 9;
const MOST_CHARACTERS = 10000;

/** 服务端接受的图片格式。 */
const PICTURE_TYPES = ['jpeg', 'png', 'gif', 'webp'];

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
    this.edit({ kind: currentTarget.dataset.kind });
  },

  setType({ currentTarget }) {
    const { type } = currentTarget.dataset;
    this.edit({ type: type === this.data.type ? 0 : type });
  },

  setContent({ detail }) {
    // 与服务端一样按 Unicode 字符计数，表情算一个。
    this.edit({ content: detail.value, count: Array.from(detail.value).length });
  },

  setPhone({ detail }) {
    this.edit({ phone: detail.value });
  },

  /** 提交中不能改：正在发送的是按下“提交”时的内容，发送完表单会清空。 */
  edit(data) {
    if (!this.data.sending) this.changed(data);
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
    const described = await Promise.all(chosen.tempFiles.map(describePicture));
    const pictures = described.filter(({ type }) => type);
    this.edit({ pictures: [...this.data.pictures, ...pictures] });
    if (pictures.length < described.length) this.setData({ error: '只支持 JPEG、PNG、GIF、WebP 图片，其余未添加' });
  },

  preview({ currentTarget }) {
    const urls = this.data.pictures.map(({ path }) => path);
    wx.previewImage({ urls, current: urls[currentTarget.dataset.index] });
  },

  remove({ currentTarget }) {
    this.edit({ pictures: this.data.pictures.filter((_, index) => index !== currentTarget.dataset.index) });
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
      system_info: systemInfo(),
      ...(kind === 'fault' ? { wechat_type: type || 8 } : {}),
    };
  },
});

async function describePicture({ tempFilePath: path, size }) {
  const name = path.split('/').pop();
  // 读不出或不认识（unknown，如 WebP）时看扩展名；都不是则没有 type，不能上传。
  const { type } = await wx.getImageInfo({ src: path }).catch(() => ({ type: 'unknown' }));
  const format = (type === 'unknown' ? name.split('.').pop() : type).toLowerCase().replace(/^jpg$/, 'jpeg');
  return { path, size, name, type: PICTURE_TYPES.includes(format) ? `image/${format}` : '' };
}

/** `getSystemInfoSync` 已停止维护，只用于没有新接口的旧基础库（2.20.1 以前）。 */
function systemInfo() {
  if (!wx.getDeviceInfo) return wx.getSystemInfoSync();
  return { ...wx.getDeviceInfo(), ...wx.getAppBaseInfo(), ...wx.getWindowInfo() };
}
