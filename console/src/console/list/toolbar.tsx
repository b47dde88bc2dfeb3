import { Button } from '@arco-design/web-react';
import { IconDownload, IconRefresh } from '@arco-design/web-react/icon';
import type { Status } from '../api/words';
import { useSpeech } from '../i18n/language';
import type { Selection } from './use-selection';
import './toolbar.css';

const MARKS = ['in_progress', 'resolved', 'closed'] as const satisfies Status[];

interface Props {
  total: number | undefined;
  selection: Selection;
  busy: boolean;
  onMark: (status: Status) => void;
  onExport: () => void;
  onRefresh: () => void;
}

/** How many there are and what can be done with them; with the chosen ones, if some are. */
export function Toolbar({ total, selection, busy, onMark, onExport, onRefresh }: Props) {
  const { words, language } = useSpeech();
  const { list } = words;
  if (selection.rows.length > 0) {
    return (
      <div className="toolbar">
        <div className="toolbar-chosen">
          <strong aria-live="polite">{list.selected(selection.rows.length)}</strong>
          <div className="toolbar-marks">
            {MARKS.map((status) => (
              <Button
                key={status}
                size="small"
                type={status === 'resolved' ? 'primary' : 'secondary'}
                onClick={() => onMark(status)}
              >
                {list.markAs[status]}
              </Button>
            ))}
          </div>
          <Button size="small" type="text" onClick={selection.clear}>
            {list.clear}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="toolbar">
      <span className="toolbar-total" aria-live="polite">
        {total === undefined ? '' : list.total(total.toLocaleString(language))}
      </span>
      <Button
        size="small"
        icon={<IconRefresh spin={busy} />}
        aria-label={list.refresh}
        title={list.refresh}
        onClick={onRefresh}
      />
      <Button size="small" icon={<IconDownload />} onClick={onExport}>
        {list.export}
      </Button>
    </div>
  );
}
