/** Files of a whole filter, made in the background. */

import { fetchInApp, readJson } from './client';
import type { ListQuery } from './words';

export const FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];
export type ExportFilter = Omit<ListQuery, 'page' | 'size' | 'cursor'>;

export interface Export {
  state: 'queued' | 'running' | 'done' | 'failed';
  /** 0 to 1. */
  progress: number;
  rows: number;
  /** A signed link, when done. */
  url?: string;
  expires_at?: string;
}

/** `key` is the same for every try of one order. */
export async function beginExport(app: string, format: Format, filter: ExportFilter, key: string): Promise<string> {
  const request = new Request(new URL('/v1/exports', location.origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ format, filter }),
  });
  return (await readJson<{ id: string }>(await fetchInApp(app, request))).id;
}

export async function readExport(app: string, id: string, signal: AbortSignal): Promise<Export> {
  const url = new URL(`/v1/exports/${encodeURIComponent(id)}`, location.origin);
  return readJson(await fetchInApp(app, new Request(url, { signal })));
}
