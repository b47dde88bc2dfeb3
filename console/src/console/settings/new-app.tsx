import { Button, Input } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { createApp } from '../api/apps';
import { useWords } from '../i18n/language';
import { appPath } from '../layout/paths';
import { SESSION, useApp } from '../session/session';
import { Dialog } from '../ui/dialog';
import { problemText } from '../ui/states';
import { Copyable, Field } from './fields';

/** Owners make another app; its secret is shown here and never again. */
export function NewApp() {
  const { settings } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{settings.newApp}</Button>
      {open && <NewAppDialog onClose={() => setOpen(false)} />}
    </p>
  );
}

function NewAppDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { settings } = words;
  const app = useApp();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const creation = useMutation({ mutationFn: () => createApp(app, { name: name.trim(), kind: 'enterprise' }) });
  const created = creation.data;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  const enter = async (id: string) => {
    await queries.invalidateQueries({ queryKey: SESSION });
    navigate(appPath(id, 'settings', 'general'));
  };

  return (
    <Dialog title={settings.newApp} onClose={onClose}>
      {created === undefined ? (
        <form className="settings-form" onSubmit={submit}>
          <Field label={settings.name}>
            {({ id }) => <Input id={id} required maxLength={100} value={name} onChange={setName} />}
          </Field>
          {creation.isError && (
            <p className="complaint" role="alert">
              {problemText(creation.error, words)}
            </p>
          )}
          <Button type="primary" htmlType="submit" loading={creation.isPending} disabled={name.trim() === ''}>
            {settings.newAppCreate}
          </Button>
        </form>
      ) : (
        <div className="settings-form">
          <p role="status">{settings.newAppDone}</p>
          <Copyable text={created.app_secret} />
          <Button type="primary" onClick={() => void enter(created.app_id)}>
            {settings.newAppOpen}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
