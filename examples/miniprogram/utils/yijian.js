/** 意见接口：令牌、上传、提交、凭回执查看与回复（shared/openapi.json）。 */

const { api, app } = require('../config');

/** 令牌到期前一分钟就换新的。 */
const RENEW_BEFORE_MS = 60 * 1000;
const MOST_TRIES = 4;

let token = '';
let tokenEndsAt = 0;

/** 一次请求；应答不是 2xx 时抛出 `{status, message}`，没有应答时 `status` 为 0。 */
function request(method, path, data, header) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: api + path,
      method,
      data,
      header: { 'Content-Type': 'application/json', ...header },
      success: ({ statusCode, data: body }) => {
        if (statusCode < 300) resolve(body);
        else reject({ status: statusCode, message: (body && (body.detail || body.title)) || `错误 ${statusCode}` });
      },
      fail: ({ errMsg }) => reject({ status: 0, message: errMsg }),
    });
  });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** 网络断开、限流与服务端错误时再试，间隔加倍；被拒绝则不再试。 */
async function persist(work) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const mayPass = !error.status || error.status === 429 || error.status >= 500;
      if (!mayPass || tries === MOST_TRIES) throw error;
      await sleep(800 * 2 ** (tries - 1) * (0.5 + Math.random() / 2));
    }
  }
}

/** 匿名的 `client` 令牌，一小时有效。 */
async function getToken() {
  if (token && Date.now() < tokenEndsAt - RENEW_BEFORE_MS) return token;
  const answer = await request('POST', '/v1/tokens', { app_id: app });
  token = answer.token;
  tokenEndsAt = Date.now() + answer.expires_in * 1000;
  return token;
}

/** 带令牌与幂等键的请求；令牌失效时换一次。 */
async function create(path, data, key) {
  const send = async () =>
    request('POST', path, data, { Authorization: `Bearer ${await getToken()}`, 'Idempotency-Key': key });
  try {
    return await send();
  } catch (error) {
    if (error.status !== 401) throw error;
    token = '';
    return send();
  }
}

/** 上传一张图片，返回它的 `media_id`。`wx.uploadFile` 只会发表单，所以要 `method: 'POST'`。 */
function upload(picture, key, onProgress) {
  return persist(async () => {
    const { name, type, size, path } = picture;
    const begun = await create('/v1/uploads', { file_name: name, content_type: type, size, method: 'POST' }, key);
    await sendForm(begun.upload, path, onProgress);
    return begun.media_id;
  });
}

function sendForm({ url, fields }, filePath, onProgress) {
  return new Promise((resolve, reject) => {
    const task = wx.uploadFile({
      url,
      filePath,
      name: 'file',
      formData: fields,
      // 链接过期是 403，再试一次会取到新的。
      success: ({ statusCode }) => {
        if (statusCode < 300) resolve();
        else reject({ status: statusCode === 403 ? 503 : statusCode, message: `上传失败 ${statusCode}` });
      },
      fail: ({ errMsg }) => reject({ status: 0, message: errMsg }),
    });
    task.onProgressUpdate(({ progress }) => onProgress(progress));
  });
}

const submit = (feedback, key) => persist(() => create('/v1/feedback', feedback, key));

const read = (id, receipt) => request('GET', `/v1/feedback/${id}`, undefined, { 'X-Receipt': receipt });

const answer = (id, receipt, content, key) =>
  persist(() =>
    request('POST', `/v1/feedback/${id}/replies`, { content }, { 'X-Receipt': receipt, 'Idempotency-Key': key }),
  );

module.exports = { upload, submit, read, answer };
