import { Button } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteFeedback } from '../api/feedback';
import { useWords } from '../i18n/language';
import { refresh } from '../list/queries';
import { useApp } from '../session/session';
import { Confirm } from '../ui/confirm';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';

export function DeleteButton({ id, onDeleted }: { id: string; onDeleted: () => void }) {
  const words = useWords();
  const { detail } = words;
  const app = useApp();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);

  const deletion = useMutation({
    mutationFn: () => deleteFeedback(app, id),
    onSuccess: () => {
      onDeleted();
      toasts.succeeded(detail.deleted);
      refresh(queries, app, []);
    },
    onError: (error) => toasts.failed(problemText(error, words)),
  });

  return (
    <div>
      <Button status="danger" onClick={() => setAsking(true)}>
        {detail.delete}
      </Button>
      {asking && (
        <Confirm
          title={detail.delete}
          question={detail.deleteAsk}
          busy={deletion.isPending}
          onYes={() => deletion.mutate()}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  );
}
