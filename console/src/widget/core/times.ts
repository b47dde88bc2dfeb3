/** Times as people read them: near ones relative, with the exact one at hand, in their own zone. */

const STEPS: [limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, 'second'],
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
];

/** "3 minutes ago" within a week, else the date. */
export function relativeTime(moment: string, lang: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(moment) - now) / 1000);
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  if (step === undefined) return new Date(moment).toLocaleDateString(lang);
  const [, size, unit] = step;
  // A server's clock may be ahead: nothing that was sent lies in the future.
  const past = Math.min(0, Math.trunc(seconds / size));
  return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(past, unit);
}

/** Date, time and zone. */
export function exactTime(moment: string, lang: string): string {
  return new Date(moment).toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'long' });
}
