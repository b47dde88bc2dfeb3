/** Parts that the forms of the settings share. */

import { Button } from '@arco-design/web-react';
import { type ReactNode, useId } from 'react';
import { useWords } from '../i18n/language';
import { useIsAdmin } from '../session/session';
import { useToasts } from '../ui/toasts';

interface FieldProps {
  label: string;
  hint?: string;
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
}

/** A label, what it labels, and a line that explains. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="settings-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy: hint === undefined ? undefined : hintId })}
      {hint !== undefined && (
        <p id={hintId} className="settings-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

export function SaveButton({ busy }: { busy: boolean }) {
  const { settings } = useWords();
  const isAdmin = useIsAdmin();
  return (
    <Button type="primary" htmlType="submit" loading={busy} disabled={!isAdmin}>
      {settings.save}
    </Button>
  );
}

/** A text to take away, with a button for that. */
export function Copyable({ text }: { text: string }) {
  const { settings } = useWords();
  const toasts = useToasts();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toasts.succeeded(settings.copied);
  };
  return (
    <div className="settings-secret">
      <code>{text}</code>
      <Button size="small" onClick={() => void copy()}>
        {settings.copy}
      </Button>
    </div>
  );
}
