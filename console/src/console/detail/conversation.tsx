import type { Reply } from '../api/words';
import { useWords } from '../i18n/language';
import { When } from '../ui/when';
import './conversation.css';

export function Conversation({ replies }: { replies: readonly Reply[] }) {
  const { detail } = useWords();
  if (replies.length === 0) return <p className="conversation-none">{detail.noReplies}</p>;
  return (
    <ol className="conversation">
      {replies.map((reply) => (
        <li key={reply.id} className={reply.is_admin ? 'reply reply-team' : 'reply'}>
          <div className="reply-head">
            <strong>{reply.author}</strong>
            {reply.is_admin && <span className="reply-badge">{detail.team}</span>}
            <When at={reply.created_at} />
          </div>
          <p>{reply.content}</p>
        </li>
      ))}
    </ol>
  );
}
