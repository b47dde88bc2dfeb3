/** Two small servers: Yijian with its pages from `dist/`, and a site of another origin that has the widget on it. */

import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';

const DIST = resolve(import.meta.dirname, '../../dist');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Running {
  url: string;
  close: () => Promise<void>;
}

/** Pages from `dist/`, everything else from the stack at `api`. */
export function serveYijian(api: string): Promise<Running> {
  return listen((incoming, response) => {
    const path = new URL(incoming.url ?? '/', api).pathname;
    const file = ['/feedback', '/receipt', '/demo'].includes(path) ? `${path}.html` : path;
    if (path.startsWith('/v1/')) return forward(incoming, response, api);
    readFile(join(DIST, file)).then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': `${TYPES[extname(file)] ?? 'text/plain'}; charset=utf-8`,
          'access-control-allow-origin': '*',
        });
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
}

export interface HostPage {
  /** The widget's script tag and whatever else the page has. */
  body: string;
  csp?: string;
}

/** A site whose pages are given by the tests. */
export async function serveHost(pages: Map<string, HostPage>): Promise<Running> {
  return listen((incoming, response) => {
    const page = pages.get(new URL(incoming.url ?? '/', 'http://host').pathname);
    if (page === undefined) return response.writeHead(404).end();
    const csp = page.csp === undefined ? {} : { 'content-security-policy': page.csp };
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...csp });
    return response.end(`<!doctype html><html lang="zh"><title>某网站</title><h1>某网站</h1>${page.body}</html>`);
  });
}

async function listen(answer: (incoming: IncomingMessage, response: ServerResponse) => unknown): Promise<Running> {
  const server: Server = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

function forward(incoming: IncomingMessage, response: ServerResponse, api: string): void {
  const onward = request(new URL(incoming.url ?? '/', api), { method: incoming.method, headers: incoming.headers });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}
