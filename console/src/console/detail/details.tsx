import { Select } from '@arco-design/web-react';
import { type Feedback, type Status, STATUSES } from '../api/words';
import { useWords } from '../i18n/language';
import type { OnMark } from '../list/use-mark';
import { useApp, useIsAdmin } from '../session/session';
import { FaultTags } from '../ui/labels';
import { When } from '../ui/when';
import { Attachments } from './attachments';
import { Conversation } from './conversation';
import { DeleteButton } from './delete-button';
import { Facts } from './facts';
import { History } from './history';
import { Logs } from './logs';
import { useMedia } from './media';
import { ReplyBox } from './reply-box';
import { Section } from './section';

interface Props {
  feedback: Feedback;
  onMark: OnMark;
  onGone: () => void;
}

/** All of one feedback, in the order in which it is worked on. */
export function Details({ feedback, onMark, onGone }: Props) {
  const { detail, kinds, statuses } = useWords();
  const app = useApp();
  const isAdmin = useIsAdmin();
  const media = useMedia(app, feedback.media_ids);
  return (
    <article className="details">
      <header className="details-head">
        <span className="details-kind">{kinds[feedback.kind]}</span>
        <FaultTags faults={feedback.faults} wechatType={feedback.wechat_type} />
        <span className="details-when">
          <When at={feedback.created_at} />
        </span>
        <Select
          className="details-status"
          size="small"
          aria-label={detail.setStatus}
          value={feedback.status}
          onChange={(status: Status) => onMark([feedback], status)}
          options={STATUSES.map((status) => ({ value: status, label: statuses[status] }))}
        />
      </header>
      {feedback.title !== null && <h3 className="details-title">{feedback.title}</h3>}
      <p className="details-content">{feedback.content}</p>
      {feedback.media_ids.length > 0 && (
        <Section title={detail.pictures}>
          <Attachments media={media} />
        </Section>
      )}
      <Section title={detail.conversation}>
        <Conversation replies={feedback.replies} />
        <ReplyBox id={feedback.id} />
      </Section>
      <Logs feedback={feedback} media={media} />
      <Section title={detail.facts}>
        <Facts feedback={feedback} />
      </Section>
      {(feedback.history ?? []).length > 0 && (
        <Section title={detail.history}>
          <History changes={feedback.history ?? []} />
        </Section>
      )}
      {isAdmin && <DeleteButton id={feedback.id} onDeleted={onGone} />}
    </article>
  );
}
