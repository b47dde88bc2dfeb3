import type { Fault, Status } from '../api/feedback';
import { useWords } from '../i18n/language';
import './labels.css';

/** A status as Feishu shows it: a coloured dot and a word, so that colour never speaks alone. */
export function StatusLabel({ status }: { status: Status }) {
  const words = useWords();
  return <span className={`status status-${status}`}>{words.statuses[status]}</span>;
}

export function FaultTags({ faults }: { faults: readonly Fault[] }) {
  const words = useWords();
  return faults.map((fault) => (
    <span key={fault} className="fault-tag">
      {words.faults[fault]}
    </span>
  ));
}
