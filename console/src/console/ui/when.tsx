import { useEffect, useState } from 'react';
import { useSpeech } from '../i18n/language';
import { exactTime, relativeTime } from './time';

const REFRESH_MS = 30_000;

/** A time as people say it; exactly when pointed at. */
export function When({ at }: { at: string }) {
  const { language } = useSpeech();
  const now = useNow(REFRESH_MS);
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date, language)}>
      {relativeTime(date, now, language)}
    </time>
  );
}

/** The time, looked at again every so often. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
