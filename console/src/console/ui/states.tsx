/** What a place shows when it has nothing to show. */

import { Button } from '@arco-design/web-react';
import type { ReactNode } from 'react';
import { problemOf } from '../api/problem';
import { useWords } from '../i18n/language';
import type { Words } from '../i18n/zh';
import './states.css';

/** A problem in the reader's words; the API speaks English only, so its own are the last resort. */
export function problemText(error: unknown, { problems }: Words): string {
  const { status, message, field } = problemOf(error);
  if (status === 0) return problems.network;
  if (status === 400 || status === 422) return problems.invalid(message, field);
  if (status === 401) return problems.signedOut;
  if (status === 403) return problems.forbidden;
  if (status === 404 || status === 410) return problems.notFound;
  if (status === 409) return problems.conflict;
  if (status === 413) return problems.tooLarge;
  if (status === 429) return problems.tooMany;
  if (status >= 500) return problems.busy;
  return problems.unknown(message);
}

export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords();
  return (
    <div className="state" role="alert">
      <Picture shape="broken" />
      <p className="state-title">{words.problems.title}</p>
      <p className="state-hint">{problemText(error, words)}</p>
      <Button type="primary" onClick={onRetry}>
        {words.problems.retry}
      </Button>
    </div>
  );
}

export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="state">
      <Picture shape="empty" />
      <p className="state-title">{title}</p>
      {hint !== undefined && <p className="state-hint">{hint}</p>}
      {children}
    </div>
  );
}

/** Grey lines where text will be. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  );
}

function Picture({ shape }: { shape: 'empty' | 'broken' }) {
  return (
    <svg className="state-picture" viewBox="0 0 96 64" width="96" height="64" aria-hidden="true">
      <rect x="16" y="8" width="64" height="44" rx="6" className="state-sheet" />
      <path d="M40 52l8 8 8-8" className="state-sheet" />
      {shape === 'empty' ? (
        <path d="M28 22h40M28 30h28M28 38h16" className="state-ink" />
      ) : (
        <path d="M41 23l14 14M55 23L41 37" className="state-ink" />
      )}
    </svg>
  );
}
