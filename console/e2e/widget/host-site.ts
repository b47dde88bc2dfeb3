/** A site of another origin, whose pages the tests make up. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  /** The widget's script tag and whatever else the page has. */
  body: string;
  csp?: string;
}

export interface HostSite {
  url: string;
  close: () => Promise<void>;
}

export async function serveHost(pages: Map<string, HostPage>): Promise<HostSite> {
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://host').pathname);
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    const csp = page.csp === undefined ? {} : { 'content-security-policy': page.csp };
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...csp });
    response.end(`<!doctype html><html lang="zh"><title>某网站</title><h1>某网站</h1>${page.body}</html>`);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
