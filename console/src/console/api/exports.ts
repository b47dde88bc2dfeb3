/** Files of a whole filter, made in the background. */

import { bodyOf, inApp, type Schemas } from './client';
import type { ListQuery } from './words';

export const FORMATS = ['csv', 'xlsx', 'ndjson'] as const satisfies Schemas['Format'][];
export type Format = Schemas['Format'];
export type Export = Schemas['Export'];
export type ExportFilter = Omit<ListQuery, 'page' | 'size' | 'cursor'>;

/** `key` is the same for every try of one order. */
export async function beginExport(app: string, format: Format, filter: ExportFilter, key: string): Promise<string> {
  const body = { format, filter: writeFilter(filter) };
  const params = { header: { 'Idempotency-Key': key } };
  return (await bodyOf(inApp(app).POST('/v1/exports', { params, body }))).id;
}

export function readExport(app: string, id: string, signal: AbortSignal): Promise<Export> {
  return bodyOf(inApp(app).GET('/v1/exports/{id}', { params: { path: { id } }, signal }));
}

/** Each parameter as the query of a list writes it: a text, with commas between words. */
function writeFilter(filter: ExportFilter): Schemas['ExportFilter'] {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
}
