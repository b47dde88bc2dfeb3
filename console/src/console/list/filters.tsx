import { Button } from '@arco-design/web-react';
import type { RefInputType } from '@arco-design/web-react/es/Input/interface';
import { IconFilter } from '@arco-design/web-react/icon';
import { type RefObject, useState } from 'react';
import { FAULTS, KINDS, STATUSES } from '../api/words';
import { useWords } from '../i18n/language';
import type { Tab } from '../layout/paths';
import { EVERYTHING, type Filter, isFiltered } from './filter';
import { Many } from '../ui/many';
import { TextFilter } from './text-filter';
import { TimeFilter } from './time-filter';
import './filters.css';

interface Props {
  tab: Tab;
  filter: Filter;
  onChange: (part: Partial<Filter>) => void;
  search: RefObject<RefInputType | null>;
}

/** What to look for. On a phone all but the search is folded away. */
export function Filters({ tab, filter, onChange, search }: Props) {
  const words = useWords();
  const { filters } = words;
  const [unfolded, setUnfolded] = useState(false);
  return (
    <search className={unfolded ? 'filters filters-unfolded' : 'filters'} aria-label={filters.label}>
      <TextFilter
        ref={search}
        className="filters-search"
        label={filters.keyword}
        value={filter.keyword}
        search
        onChange={(keyword) => onChange({ keyword })}
      />
      <Button
        className="filters-fold"
        icon={<IconFilter />}
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
      >
        {filters.more}
      </Button>
      <div className="filters-rest">
        <TimeFilter label={filters.time} value={filter.time} onChange={(time) => onChange({ time })} />
        {tab === 'all' && (
          <Many
            label={filters.kind}
            value={filter.kind}
            all={KINDS}
            names={words.kinds}
            onChange={(kind) => onChange({ kind })}
          />
        )}
        {tab !== 'suggestions' && (
          <Many
            label={filters.fault}
            value={filter.fault}
            all={FAULTS}
            names={words.faults}
            onChange={(fault) => onChange({ fault })}
          />
        )}
        <Many
          label={filters.status}
          value={filter.status}
          all={STATUSES}
          names={words.statuses}
          onChange={(status) => onChange({ status })}
        />
        <TextFilter
          className="filters-source"
          label={filters.source}
          value={filter.source}
          onChange={(source) => onChange({ source })}
        />
        {isFiltered(filter) && (
          <Button type="text" onClick={() => onChange({ ...EVERYTHING, size: filter.size })}>
            {filters.reset}
          </Button>
        )}
      </div>
    </search>
  );
}
