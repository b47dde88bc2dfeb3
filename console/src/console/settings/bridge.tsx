import { Input } from '@arco-design/web-react';
import { useState } from 'react';
import type { App, Bridge } from '../api/settings';
import { useWords } from '../i18n/language';
import { useIsAdmin } from '../session/session';
import { When } from '../ui/when';
import { Field, SaveButton } from './fields';
import { useSave } from './use-save';

const NONE: Bridge = { appid: '', enabled: false, secret_set: false };

/** 微信同步: which mini-program's feedback is fetched from WeChat. Its secret goes in and never comes back. */
export function BridgeSection({ settings: { bridge: stored } }: { settings: App }) {
  const { settings } = useWords();
  const isAdmin = useIsAdmin();
  const save = useSave();
  const bridge = stored ?? NONE;
  const [appid, setAppid] = useState(bridge.appid);
  const [secret, setSecret] = useState('');
  const [enabled, setEnabled] = useState(bridge.enabled);
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        const change = { appid: appid.trim(), enabled, ...(secret !== '' && { secret }) };
        save.mutate({ bridge: change }, { onSuccess: () => setSecret('') });
      }}
    >
      <p className="settings-hint">{settings.bridgeHint}</p>
      <LastRun bridge={bridge} />
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

function LastRun({ bridge: { last_run_at, trouble } }: { bridge: Bridge }) {
  const { settings } = useWords();
  return (
    <>
      {last_run_at && (
        <p className="settings-hint">
          {settings.bridgeLastRun} <When at={last_run_at} />
        </p>
      )}
      {trouble && <p className="complaint">{settings.bridgeTrouble(trouble)}</p>}
    </>
  );
}
