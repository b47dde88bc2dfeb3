import type { Export } from '../api/exports';
import { useSpeech } from '../i18n/language';
import { exactTime } from '../ui/time';
import { useNow } from '../ui/when';

const SECOND_MS = 1_000;

/** How far an export is; at its end the link, as long as it counts. */
export function Progress({ made, onRenew }: { made: Export | undefined; onRenew: () => void }) {
  const { words, language } = useSpeech();
  const rows = (made?.rows ?? 0).toLocaleString(language);
  if (made?.state === 'failed') {
    return (
      <p className="complaint" role="alert">
        {made.reason === 'too_large' ? words.export.tooLarge : words.export.failed}
      </p>
    );
  }
  const done = made?.state === 'done';
  const text = done
    ? words.export.done(rows)
    : made?.state === 'running'
      ? words.export.running(rows)
      : words.export.queued;
  return (
    <>
      <progress
        className="export-progress"
        aria-label={words.export.progress}
        max={1}
        value={done ? 1 : (made?.progress ?? 0)}
      />
      <p className="export-state" role="status">
        {text}
      </p>
      {done && made.url && <Download url={made.url} expiresAt={made.expires_at} onRenew={onRenew} />}
    </>
  );
}

function Download({
  url,
  expiresAt,
  onRenew,
}: {
  url: string;
  expiresAt: string | null | undefined;
  onRenew: () => void;
}) {
  const { words, language } = useSpeech();
  const now = useNow(SECOND_MS);
  const ends = expiresAt ? new Date(expiresAt) : undefined;
  if (ends !== undefined && ends <= now) {
    return (
      <p>
        {words.export.expired} ·{' '}
        <button type="button" className="export-renew link" onClick={onRenew}>
          {words.export.renew}
        </button>
      </p>
    );
  }
  return (
    <div className="export-download">
      <a className="arco-btn arco-btn-primary arco-btn-size-default arco-btn-shape-square" href={url} download>
        {words.export.download}
      </a>
      {ends !== undefined && <span>{words.export.expires(exactTime(ends, language))}</span>}
    </div>
  );
}
