import { Input } from '@arco-design/web-react';
import { useState } from 'react';
import type { App } from '../api/settings';
import { useWords } from '../i18n/language';
import { useIsAdmin } from '../session/session';
import { Field, SaveButton } from './fields';
import { useSave } from './use-save';

const MOST_PER_MINUTE = 1_000_000;

/** Whose pages may submit, and how often anybody may. */
export function Access({ settings }: { settings: App }) {
  const words = useWords();
  const isAdmin = useIsAdmin();
  const save = useSave();
  const [origins, setOrigins] = useState(settings.origins.join('\n'));
  const [anonymous, setAnonymous] = useState(String(settings.limits.anonymous_per_minute));
  const [token, setToken] = useState(String(settings.limits.token_per_minute));
  const limit = (value: string, onChange: (value: string) => void) => (id: string) => (
    <Input
      id={id}
      type="number"
      min={1}
      max={MOST_PER_MINUTE}
      required
      disabled={!isAdmin}
      value={value}
      onChange={onChange}
    />
  );
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          origins: linesOf(origins),
          limits: { anonymous_per_minute: Number(anonymous), token_per_minute: Number(token) },
        });
      }}
    >
      <Field label={words.settings.origins} hint={words.settings.originsHint}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            className="textarea"
            aria-describedby={describedBy}
            spellCheck={false}
            disabled={!isAdmin}
            value={origins}
            onChange={(event) => setOrigins(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.settings.anonymousLimit}>{({ id }) => limit(anonymous, setAnonymous)(id)}</Field>
      <Field label={words.settings.tokenLimit}>{({ id }) => limit(token, setToken)(id)}</Field>
      <SaveButton busy={save.isPending} />
    </form>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
