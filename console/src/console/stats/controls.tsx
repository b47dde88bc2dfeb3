import { Select } from '@arco-design/web-react';
import { KINDS, STATUSES } from '../api/words';
import type { By, Group } from '../api/stats';
import { useWords } from '../i18n/language';
import { Many } from '../ui/many';
import { TimeFilter } from '../list/time-filter';
import '../list/filters.css';
import { allows, BYS, GROUPS, type TrendFilter } from './trend';

interface Props {
  trend: TrendFilter;
  now: Date;
  onChange: (part: Partial<TrendFilter>) => void;
}

export function Controls({ trend, now, onChange }: Props) {
  const words = useWords();
  const { stats } = words;
  return (
    <section className="card stats-controls" aria-label={words.filters.label}>
      <TimeFilter
        label={stats.time}
        value={trend.time}
        required
        onChange={(time) => {
          if (time !== undefined) onChange({ time });
        }}
      />
      <Select
        className="filters-choice"
        aria-label={stats.by}
        value={trend.by}
        onChange={(by: By) => onChange({ by, only: [] })}
        options={BYS.map((by) => ({ value: by, label: stats.bys[by] }))}
      />
      <Only trend={trend} onChange={onChange} />
      <Select
        className="filters-choice"
        aria-label={stats.group}
        value={trend.group}
        onChange={(group: Group) => onChange({ group })}
        options={GROUPS.map((group) => ({
          value: group,
          label: stats.groups[group],
          disabled: !allows(group, trend.time, now),
        }))}
      />
    </section>
  );
}

/** Which kinds or statuses to show; sources are too many to choose from. */
function Only({ trend, onChange }: Pick<Props, 'trend' | 'onChange'>) {
  const { filters, kinds, statuses } = useWords();
  if (trend.by === 'source') return null;
  const [all, names, label]: [readonly string[], Record<string, string>, string] =
    trend.by === 'kind' ? [KINDS, kinds, filters.kind] : [STATUSES, statuses, filters.status];
  return <Many label={label} value={trend.only} all={all} names={names} onChange={(only) => onChange({ only })} />;
}
