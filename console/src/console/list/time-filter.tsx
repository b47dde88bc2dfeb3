import { Select } from '@arco-design/web-react';
import { useState } from 'react';
import { useWords } from '../i18n/language';
import { dayOf } from '../ui/time';
import { daysOf, PRESETS, type TimeRange } from './filter';

const CUSTOM = 'custom';

interface Props {
  label: string;
  value: TimeRange | undefined;
  /** Whether no range at all may be chosen. */
  required?: boolean;
  onChange: (value: TimeRange | undefined) => void;
}

/** A range by name, or by its first and last day. The browser's own fields for days are those that phones do well. */
export function TimeFilter({ label, value, required = false, onChange }: Props) {
  const { filters } = useWords();
  const preset = value === undefined ? undefined : 'preset' in value ? value.preset : CUSTOM;
  const choose = (chosen: string | undefined) => {
    const named = PRESETS.find((known) => known === chosen);
    if (named !== undefined) onChange({ preset: named });
    else if (chosen === CUSTOM) onChange(daysOf(value ?? { preset: '7d' }, new Date()));
    else onChange(undefined);
  };
  return (
    <div className="time-filter">
      <Select
        className="filters-choice"
        allowClear={!required}
        aria-label={label}
        placeholder={label}
        {...(preset !== undefined && { value: preset })}
        onChange={choose}
        options={[...PRESETS, CUSTOM].map((name) => ({
          value: name,
          label: filters.times[name as keyof typeof filters.times],
        }))}
      />
      {value !== undefined && !('preset' in value) && (
        <Days key={`${value.from} ${value.to}`} value={value} onChange={onChange} />
      )}
    </div>
  );
}

function Days({ value, onChange }: { value: { from: string; to: string }; onChange: (value: TimeRange) => void }) {
  const { filters } = useWords();
  const [days, setDays] = useState(value);
  const done = () => {
    const { from, to } = days;
    if (from === '' || to === '' || (from === value.from && to === value.to)) return;
    onChange(from <= to ? days : { from: to, to: from });
  };
  const field = (name: 'from' | 'to') => (
    <input
      type="date"
      className="date"
      aria-label={filters[name]}
      max={dayOf(new Date())}
      value={days[name]}
      onChange={(event) => setDays({ ...days, [name]: event.target.value })}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
  return (
    <>
      {field('from')}
      <span aria-hidden="true">–</span>
      {field('to')}
    </>
  );
}
