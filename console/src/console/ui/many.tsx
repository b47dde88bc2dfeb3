import { Select } from '@arco-design/web-react';
import { useEffect, useRef } from 'react';

interface Props<T extends string> {
  label: string;
  value: T[];
  all: readonly T[];
  names: Record<T, string>;
  onChange: (value: T[]) => void;
}

/** Chooses some of a few words. */
export function Many<T extends string>({ label, value, all, names, onChange }: Props<T>) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Arco names the box, but the focus is on a field within, which loses its placeholder with the first choice.
    place.current?.querySelector('input')?.setAttribute('aria-label', label);
  }, [label]);
  return (
    <div ref={place} className="filters-choice">
      <Select
        mode="multiple"
        allowClear
        maxTagCount={1}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={onChange}
        options={all.map((word) => ({ value: word, label: names[word] }))}
      />
    </div>
  );
}
