/** Times as people say them, in the reader's zone. */

import type { Language } from '../i18n/language';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Beyond this "12 days ago" says less than the date. */
const RELATIVE_MS = 7 * DAY_MS;

/** "3 minutes ago" up to a week, then the date; the year only if it is another one. */
export function relativeTime(at: Date, now: Date, language: Language): string {
  const agoMs = now.getTime() - at.getTime();
  if (agoMs >= RELATIVE_MS || agoMs < -MINUTE_MS) return shortDate(at, now, language);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (agoMs < MINUTE_MS) return format.format(0, 'second');
  if (agoMs < HOUR_MS) return format.format(-Math.floor(agoMs / MINUTE_MS), 'minute');
  if (agoMs < DAY_MS) return format.format(-Math.floor(agoMs / HOUR_MS), 'hour');
  return format.format(-Math.floor(agoMs / DAY_MS), 'day');
}

function shortDate(at: Date, now: Date, language: Language): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const);
  return new Intl.DateTimeFormat(language, { ...(year && { year }), month: 'short', day: 'numeric' }).format(at);
}

const EXACT = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** Date, time and zone: `2026/11/24 08:55:49 GMT+8`. */
export function exactTime(at: Date, language: Language): string {
  // Left to itself, Chinese puts the zone between date and time.
  const parts = new Intl.DateTimeFormat(language, { ...EXACT, timeZoneName: 'short' }).formatToParts(at);
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${new Intl.DateTimeFormat(language, EXACT).format(at)} ${zone}`;
}

/** `YYYY-MM-DD` in the reader's zone. */
export function dayOf(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first moment of a `YYYY-MM-DD` in the reader's zone, `days` later. */
export function startOfDay(day: string, days = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Date arithmetic and not milliseconds: a day with a clock change has 23 or 25 hours.
  return new Date(year, month - 1, date + days);
}
