import { Input } from '@arco-design/web-react';
import { useState } from 'react';
import type { App } from '../api/settings';
import { logLink } from '../detail/log-link';
import { useWords } from '../i18n/language';
import { useIsAdmin } from '../session/session';
import { Field, SaveButton } from './fields';
import { useSave } from './use-save';

const SAMPLE = {
  fromMs: Date.UTC(2026, 0, 1),
  toMs: Date.UTC(2026, 0, 1, 0, 20),
  user: 'o-6_bmjrP',
  trace: '1-5759e988',
};

/** Where 服务端日志 leads. */
export function LogUrl({ settings }: { settings: App }) {
  const words = useWords();
  const isAdmin = useIsAdmin();
  const save = useSave();
  const [template, setTemplate] = useState(settings.log_url ?? '');
  const sample = logLink(template, SAMPLE);
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ log_url: template.trim() });
      }}
    >
      <Field label={words.settings.logUrl} hint={words.settings.logUrlHint}>
        {({ id, describedBy }) => (
          <Input
            id={id}
            aria-describedby={describedBy}
            placeholder="https://logs.example.com/search?from={from}&to={to}&q={trace}"
            disabled={!isAdmin}
            value={template}
            onChange={setTemplate}
          />
        )}
      </Field>
      {sample !== undefined && (
        <div>
          {words.settings.logUrlSample}
          <div className="settings-secret">
            <code>{sample}</code>
          </div>
        </div>
      )}
      <SaveButton busy={save.isPending} />
    </form>
  );
}
