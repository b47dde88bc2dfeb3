/** 部署地址与应用标识；地址要在小程序后台列为 request 与 uploadFile 的合法域名。 */
module.exports = {
  api: 'http://127.0.0.1:3000',
  app: 'app-xxxxxxxxxxxx',
  version: '1.0.0',
};
