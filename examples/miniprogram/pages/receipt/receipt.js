const { newKey } = require('../../utils/key');
const yijian = require('../../utils/yijian');

const STATUSES = {
  pending: '待处理',
  in_progress: '处理中',
  replied: '已回复',
  resolved: '已处理',
  closed: '已关闭',
  rejected: '未采纳',
};

Page({
  data: { status: '', content: '', replies: [], answer: '', error: '', sending: false },

  onLoad({ id, receipt }) {
    Object.assign(this, { id, receipt });
    this.refresh();
  },

  async onPullDownRefresh() {
    await this.refresh();
    wx.stopPullDownRefresh();
  },

  async refresh() {
    try {
      const { status, content, replies } = await yijian.read(this.id, this.receipt);
      this.setData({ status: STATUSES[status], content, replies: replies.map(shown), error: '' });
    } catch (error) {
      this.setData({ error: error.status === 404 ? '找不到这条反馈' : '暂时无法连接服务器' });
    }
  },

  setAnswer({ detail }) {
    this.key = undefined;
    this.setData({ answer: detail.value });
  },

  async send() {
    const content = this.data.answer.trim();
    if (content === '' || this.data.sending) return;
    this.key = this.key || newKey();
    this.setData({ sending: true });
    try {
      await yijian.answer(this.id, this.receipt, content, this.key);
      this.key = undefined;
      this.setData({ answer: '' });
      await this.refresh();
    } catch (error) {
      this.setData({ error: error.message });
    } finally {
      this.setData({ sending: false });
    }
  },
});

function shown({ id, is_admin: team, content, created_at: at }) {
  return { id, team, content, when: new Date(at).toLocaleString() };
}
