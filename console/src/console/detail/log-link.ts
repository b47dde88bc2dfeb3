/** The way from a feedback to the server's log of that moment. */

import type { Feedback } from '../api/words';

const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 5 * 60_000;

/** Names under which programs send the id of a request. */
const TRACE_NAMES = ['trace', 'trace_id', 'traceId', 'request_id', 'requestId', 'log_id', 'logid'];

export interface Sought {
  fromMs: number;
  toMs: number;
  user: string;
  trace: string;
}

/** The time around the fault, the person and the request that a feedback names. */
export function soughtBy(feedback: Pick<Feedback, 'occurred_at' | 'created_at' | 'contact' | 'metadata'>): Sought {
  const at = Date.parse(feedback.occurred_at ?? feedback.created_at);
  const { openid, email, phone, name } = feedback.contact;
  return {
    fromMs: at - BEFORE_MS,
    toMs: at + AFTER_MS,
    user: openid ?? email ?? phone ?? name ?? '',
    trace: traceOf(feedback.metadata ?? {}),
  };
}

function traceOf(metadata: Record<string, unknown>): string {
  for (const name of TRACE_NAMES) {
    const value = metadata[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

/** `template` with its places filled; CloudWatch Logs Insights where an app has none. `undefined` if it leads nowhere safe. */
export function logLink(template: string | null, sought: Sought): string | undefined {
  const link = template === null || template === '' ? insightsLink(sought) : fill(template, sought);
  // An address like `javascript:` would run in the console's own name.
  return /^https?:\/\//i.test(link) ? link : undefined;
}

function fill(template: string, { fromMs, toMs, user, trace }: Sought): string {
  const values: Record<string, string> = { from: String(fromMs), to: String(toMs), user, trace };
  return template.replace(/\{(from|to|user|trace)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/**
 * The query as CloudWatch's page writes it into its fragment: objects are `~(name~value)`, texts begin with `'` and have
 * `*` for `%`; all of that is escaped once more, with `$` for `%`.
 */
function insightsLink({ fromMs, toMs, user, trace }: Sought): string {
  const wanted = trace !== '' ? trace : user;
  const filter = wanted === '' ? '' : `\n| filter @message like ${JSON.stringify(wanted)}`;
  const query = `fields @timestamp, @message${filter}\n| sort @timestamp asc\n| limit 500`;
  const detail = [
    ['end', new Date(toMs).toISOString()],
    ['start', new Date(fromMs).toISOString()],
    ['timeType', 'ABSOLUTE'],
    ['tz', 'UTC'],
    ['editorString', query],
  ];
  const members = detail.map(([name = '', value = '']) => `${name}~'${starred(value)}`).join('~');
  const fragment = encodeURIComponent(`?queryDetail=${percented(`~(${members})`)}`).replaceAll('%', '$');
  return `https://console.aws.amazon.com/cloudwatch/home#logsV2:logs-insights${fragment}`;
}

const starred = (text: string) => percented(text).replaceAll('%', '*');

/** As `encodeURIComponent`, and the marks that it leaves alone but CloudWatch does not. */
function percented(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2A', '*');
}
