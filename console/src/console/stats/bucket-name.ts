import type { Language } from '../i18n/language';
import type { Group } from '../api/stats';

const FORMATS: Record<Group, Intl.DateTimeFormatOptions> = {
  hour: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
  month: { year: 'numeric', month: 'short' },
};

/** What a step of the trend is called. */
export function bucketName(start: string, group: string, language: Language): string {
  return new Intl.DateTimeFormat(language, FORMATS[group as Group]).format(new Date(start));
}
