/** As much of `wx` as the example calls, by `fetch`. */

/** A PNG of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function makeWx() {
  const storage = new Map();
  const opened = [];
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
    chooseMedia: async () => ({ tempFiles: [{ tempFilePath: 'wxfile://tmp/shot.png', size: PICTURE.length }] }),
    getImageInfo: async () => ({ type: 'png' }),
    getSystemInfoSync: () => ({ brand: 'fake', system: 'Node' }),
    getStorageSync: (name) => storage.get(name),
    setStorageSync: (name, value) => storage.set(name, value),
    navigateTo: ({ url }) => opened.push(url),
  };
  return { wx, storage, opened };
}
