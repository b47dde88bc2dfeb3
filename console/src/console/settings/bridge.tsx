import { Input } from '@arco-design/web-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Bridge, changeBridge, readBridge } from '../api/bridge';
import { useWords } from '../i18n/language';
import { useApp, useIsAdmin } from '../session/session';
import { Failure, problemText, Skeleton } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { Field, SaveButton } from './fields';

export function BridgeSection() {
  const words = useWords();
  const app = useApp();
  const bridge = useQuery({ queryKey: ['bridge', app], queryFn: () => readBridge(app) });
  if (bridge.isPending) return <Skeleton lines={4} label={words.loading} />;
  if (bridge.isError) return <Failure error={bridge.error} onRetry={() => void bridge.refetch()} />;
  return <Form bridge={bridge.data ?? { appid: '', enabled: false, secret_set: false }} />;
}

function Form({ bridge }: { bridge: Bridge }) {
  const words = useWords();
  const { settings } = words;
  const app = useApp();
  const isAdmin = useIsAdmin();
  const toasts = useToasts();
  const queries = useQueryClient();
  const [appid, setAppid] = useState(bridge.appid);
  const [secret, setSecret] = useState('');
  const [enabled, setEnabled] = useState(bridge.enabled);
  const save = useMutation({
    mutationFn: () => changeBridge(app, { appid: appid.trim(), enabled, ...(secret !== '' && { secret }) }),
    onSuccess: () => {
      setSecret('');
      toasts.succeeded(settings.saved);
      return queries.invalidateQueries({ queryKey: ['bridge', app] });
    },
    onError: (error) => toasts.failed(problemText(error, words)),
  });
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="settings-hint">{settings.bridgeHint}</p>
      <Field label={settings.bridgeAppid}>
        {({ id }) => <Input id={id} required placeholder="wx…" disabled={!isAdmin} value={appid} onChange={setAppid} />}
      </Field>
      <Field
        label={settings.bridgeSecret}
        hint={bridge.secret_set ? settings.bridgeSecretSet : settings.bridgeSecretUnset}
      >
        {({ id, describedBy }) => (
          <Input
            id={id}
            type="password"
            autoComplete="off"
            aria-describedby={describedBy}
            required={enabled && !bridge.secret_set}
            disabled={!isAdmin}
            value={secret}
            onChange={setSecret}
          />
        )}
      </Field>
      <label className="check-label">
        <input
          type="checkbox"
          className="check"
          disabled={!isAdmin}
          checked={enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />
        {settings.bridgeEnabled}
      </label>
      <SaveButton busy={save.isPending} />
    </form>
  );
}
