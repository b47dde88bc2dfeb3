import { IconLaunch } from '@arco-design/web-react/icon';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Feedback } from '../api/words';
import { readApp } from '../api/settings';
import { useWords } from '../i18n/language';
import { useApp } from '../session/session';
import { logLink, soughtBy } from './log-link';
import { linesAround, readLog } from './log-lines';
import type { Fetched } from './media';
import { Section } from './section';
import './logs.css';

const AROUND_MINUTES = 5;

/** 服务端日志 and 客户端日志: what the server and the page logged around the fault. */
export function Logs({ feedback, media }: { feedback: Feedback; media: Fetched[] }) {
  const { detail } = useWords();
  const app = useApp();
  const settings = useQuery({ queryKey: ['app', app], queryFn: () => readApp(app) });
  const link = settings.data && logLink(settings.data.log_url ?? null, soughtBy(feedback));
  const log = clientLog(feedback, media);
  if (feedback.kind !== 'fault' && log === '') return null;
  return (
    <Section
      title={detail.clientLog}
      extra={
        link !== undefined && (
          <a className="link" href={link} target="_blank" rel="noreferrer">
            {detail.serverLog} <IconLaunch />
          </a>
        )
      }
    >
      {log === '' ? (
        <p className="log-none">{detail.noClientLog}</p>
      ) : (
        <ClientLog log={log} at={Date.parse(feedback.occurred_at ?? feedback.created_at)} />
      )}
    </Section>
  );
}

/** Logs come as files; a short one, beside nine pictures, within the metadata. */
function clientLog({ metadata }: Feedback, media: Fetched[]): string {
  const files = media.flatMap(({ medium }) => (medium?.is === 'log' ? [medium.text] : []));
  const inline = metadata?.['log'];
  return [...files, ...(typeof inline === 'string' ? [inline] : [])].join('\n');
}

function ClientLog({ log, at }: { log: string; at: number }) {
  const { detail } = useWords();
  const [all, setAll] = useState(false);
  const lines = useMemo(() => readLog(log), [log]);
  const around = useMemo(() => linesAround(lines, at, AROUND_MINUTES * 60_000), [lines, at]);
  const shown = all ? lines : around;
  return (
    <>
      <div className="log-head">
        <span>{detail.logAround(AROUND_MINUTES)}</span>
        {around.length < lines.length && (
          <button type="button" className="log-more link" onClick={() => setAll(!all)}>
            {all ? detail.logFewer : detail.logAll(lines.length)}
          </button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className="log-none">{detail.logQuiet}</p>
      ) : (
        // Scrolls, so the keyboard must reach it.
        <pre className="log" tabIndex={0} role="region" aria-label={detail.clientLog}>
          {shown.map((line, number) => (
            <span key={number} className={`log-line log-${line.level}`}>
              {line.text}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
    </>
  );
}
