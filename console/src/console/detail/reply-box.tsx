import { Button } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { reply } from '../api/feedback';
import { useWords } from '../i18n/language';
import { feedbackOf, refresh } from '../list/queries';
import { useApp } from '../session/session';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';
import './reply-box.css';

/** What was typed for which feedback, so that a look at its neighbour loses nothing. */
const drafts = new Map<string, string>();

export function ReplyBox({ id }: { id: string }) {
  const words = useWords();
  const { detail } = words;
  const app = useApp();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [content, setContent] = useState(drafts.get(id) ?? '');
  // Of one text, however often it is sent.
  const key = useRef(crypto.randomUUID());

  const type = (text: string) => {
    drafts.set(id, text);
    key.current = crypto.randomUUID();
    setContent(text);
  };

  const sending = useMutation({
    mutationFn: () => reply(app, id, content.trim(), key.current),
    onSuccess: async () => {
      type('');
      toasts.succeeded(detail.replySent);
      refresh(queries, app, []);
      await queries.invalidateQueries({ queryKey: feedbackOf(app, id) });
    },
    onError: (error) => toasts.failed(problemText(error, words)),
  });
  const send = () => {
    if (content.trim() !== '' && !sending.isPending) sending.mutate();
  };

  return (
    <div className="reply-box">
      <textarea
        className="textarea"
        aria-label={detail.replyLabel}
        placeholder={detail.replyHint}
        maxLength={10_000}
        value={content}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <div className="reply-box-foot">
        <span>{detail.replyKeys}</span>
        <Button type="primary" disabled={content.trim() === ''} loading={sending.isPending} onClick={send}>
          {detail.replySend}
        </Button>
      </div>
      {sending.isError && (
        <p className="complaint" role="alert">
          {problemText(sending.error, words)}
        </p>
      )}
    </div>
  );
}
