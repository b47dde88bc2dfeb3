import { Button } from '@arco-design/web-react';
import { useWords } from '../i18n/language';
import { Nothing } from '../ui/states';
import { EVERYTHING, type Filter } from './filter';

interface Props {
  /** There are rows, but not on this page. */
  beyond: boolean;
  filtered: boolean;
  onChange: (part: Partial<Filter>) => void;
}

export function NoRows({ beyond, filtered, onChange }: Props) {
  const { list, filters } = useWords();
  if (beyond) {
    return (
      <Nothing title={list.beyond} hint={list.beyondHint}>
        <Button onClick={() => onChange({ page: 1 })}>{list.firstPage}</Button>
      </Nothing>
    );
  }
  if (!filtered) return <Nothing title={list.none} hint={list.noneHint} />;
  return (
    <Nothing title={list.noMatch} hint={list.noMatchHint}>
      <Button onClick={() => onChange(EVERYTHING)}>{filters.reset}</Button>
    </Nothing>
  );
}
