import type { Feedback } from '../api/words';
import { useWords } from '../i18n/language';
import { When } from '../ui/when';
import './history.css';

export function History({ changes }: { changes: NonNullable<Feedback['history']> }) {
  const { detail, statuses } = useWords();
  return (
    <ol className="history">
      {changes.map((change, at) => (
        <li key={at}>
          <span>{detail.changed(change.by ?? detail.somebody, statuses[change.status])}</span>
          <When at={change.at} />
          {change.comment !== null && change.comment !== undefined && <p>{change.comment}</p>}
        </li>
      ))}
    </ol>
  );
}
