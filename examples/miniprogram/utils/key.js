/** 幂等键：一条反馈一个，重试时不变。 */
function newKey() {
  const part = () => Math.random().toString(36).slice(2, 12);
  return `mp-${Date.now().toString(36)}-${part()}${part()}`;
}

module.exports = { newKey };
