/** As much of `wx` as the example calls, by `fetch`. */

/** A PNG of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function makeWx() {
  const storage = new Map();
  const opened = [];
  /** The names of the files that the person chooses next. */
  const chosen = ['shot.png'];
  const wx = {
    request({ url, method, data, header, success, fail }) {
      const body = method === 'GET' ? undefined : JSON.stringify(data);
      fetch(url, { method, body, headers: header }).then(
        async (response) => success({ statusCode: response.status, data: await response.json() }),
        (error) => fail({ errMsg: String(error) }),
      );
    },
    uploadFile({ url, name, formData, success, fail }) {
      const form = new FormData();
      for (const [field, value] of Object.entries(formData)) form.append(field, value);
      form.append(name, new Blob([PICTURE]), 'shot.png');
      fetch(url, { method: 'POST', body: form }).then(
        (response) => success({ statusCode: response.status }),
        (error) => fail({ errMsg: String(error) }),
      );
      return { onProgressUpdate: (heard) => heard({ progress: 100 }) };
    },
    chooseMedia: async () => ({ tempFiles: chosen.map((name) => ({ tempFilePath: `wxfile://tmp/${name}`, size: PICTURE.length })) }),
    /** What WeChat makes of a file: it knows four types, calls others `unknown`, and fails where there is no picture. */
    async getImageInfo({ src }) {
      const type = src.split('.').pop().replace('jpg', 'jpeg');
      if (type === 'txt') throw new Error('getImageInfo:fail');
      return { type: ['jpeg', 'png', 'gif', 'tiff'].includes(type) ? type : 'unknown' };
    },
    getDeviceInfo: () => ({ brand: 'fake', system: 'Node' }),
    getAppBaseInfo: () => ({ language: 'zh_CN' }),
    getWindowInfo: () => ({ pixelRatio: 2 }),
    getSystemInfoSync: () => ({ brand: 'old' }),
    getStorageSync: (name) => storage.get(name),
    setStorageSync: (name, value) => storage.set(name, value),
    navigateTo: ({ url }) => opened.push(url),
  };
  return { wx, storage, opened, chosen };
}
