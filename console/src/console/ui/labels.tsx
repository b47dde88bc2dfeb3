import type { Fault, Status } from '../api/words';
import { useWords } from '../i18n/language';
import './labels.css';

/** A status as Feishu shows it: a coloured dot and a word, so that colour never speaks alone. */
export function StatusLabel({ status }: { status: Status }) {
  const words = useWords();
  return <span className={`status status-${status}`}>{words.statuses[status]}</span>;
}

interface FaultTagsProps {
  faults: readonly Fault[];
  /** WeChat's number, which says it where no fault is named. */
  wechatType: number | null | undefined;
}

export function FaultTags({ faults, wechatType }: FaultTagsProps) {
  const words = useWords();
  const names = faults.map((fault) => words.faults[fault]);
  const only = wechatType ? words.wechatTypes[wechatType - 1] : undefined;
  return (names.length === 0 && only !== undefined ? [only] : names).map((name) => (
    <span key={name} className="fault-tag">
      {name}
    </span>
  ));
}
