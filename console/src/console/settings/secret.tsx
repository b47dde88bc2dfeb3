import { Button } from '@arco-design/web-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { rotateSecret } from '../api/settings';
import { useWords } from '../i18n/language';
import { useApp, useIsAdmin } from '../session/session';
import { Confirm } from '../ui/confirm';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { Copyable } from './fields';

/** A new secret, shown once; the old one ends at once. */
export function Secret() {
  const words = useWords();
  const { settings } = words;
  const app = useApp();
  const isAdmin = useIsAdmin();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const rotation = useMutation({
    mutationFn: () => rotateSecret(app),
    onError: (error) => toasts.failed(problemText(error, words)),
    onSettled: () => setAsking(false),
  });
  return (
    <div className="settings-form">
      <p className="settings-hint">{settings.secretHint}</p>
      {rotation.data !== undefined && (
        <div role="status">
          <p>{settings.secretNew}</p>
          <Copyable text={rotation.data} />
        </div>
      )}
      <Button status="danger" disabled={!isAdmin} onClick={() => setAsking(true)}>
        {settings.secretRotate}
      </Button>
      {asking && (
        <Confirm
          title={settings.secretRotate}
          question={settings.secretAsk}
          busy={rotation.isPending}
          onYes={() => rotation.mutate()}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  );
}
