/** 本机提交过的反馈与回执，新的在前。 */

const NAME = 'yijian-receipts';
const MOST = 50;

const all = () => wx.getStorageSync(NAME) || [];

function add(receipt) {
  const others = all().filter(({ id }) => id !== receipt.id);
  wx.setStorageSync(NAME, [receipt, ...others].slice(0, MOST));
}

module.exports = { all, add };
