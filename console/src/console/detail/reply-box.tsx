import { Button } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { reply } from '../api/feedback';
import { useWords } from '../i18n/language';
import { feedbackOf, refresh } from '../list/queries';
import { useHere } from '../session/session';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { draftOf, keepDraft } from './drafts';
import './reply-box.css';

export function ReplyBox({ id }: { id: string }) {
  const words = useWords();
  const { detail } = words;
  const { session, app: here } = useHere();
  const app = here.app_id;
  const member = session.member.name;
  const queries = useQueryClient();
  const toasts = useToasts();
  const [content, setContent] = useState(() => draftOf(member, id));
  // Of one text, however often it is sent.
  const key = useRef(crypto.randomUUID());

  const type = (text: string) => {
    keepDraft(member, id, text);
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
