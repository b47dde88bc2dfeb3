import { Input } from '@arco-design/web-react';
import { useState } from 'react';
import type { App } from '../api/settings';
import { useWords } from '../i18n/language';
import { useHere, useIsAdmin } from '../session/session';
import { RadioCards } from '../ui/radio-cards';
import { Copyable, Field, SaveButton } from './fields';
import { NewApp } from './new-app';
import { useSave } from './use-save';

const KINDS = ['enterprise', 'store'] as const;

export function General({ settings }: { settings: App }) {
  const words = useWords();
  const isAdmin = useIsAdmin();
  const { session } = useHere();
  const save = useSave();
  const [name, setName] = useState(settings.name);
  const [kind, setKind] = useState(settings.kind);
  return (
    <>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim(), kind });
        }}
      >
        <Field label={words.settings.name}>
          {({ id }) => <Input id={id} required maxLength={100} disabled={!isAdmin} value={name} onChange={setName} />}
        </Field>
        <div>
          {words.settings.appId}
          <Copyable text={settings.app_id} />
        </div>
        <RadioCards
          legend={words.settings.kind}
          name="kind"
          all={KINDS}
          texts={words.settings.kinds}
          value={kind}
          disabled={!isAdmin}
          onChange={setKind}
        />
        <SaveButton busy={save.isPending} />
      </form>
      {session.member.owner && <NewApp />}
    </>
  );
}
