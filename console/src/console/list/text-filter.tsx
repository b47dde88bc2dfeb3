import { Input } from '@arco-design/web-react';
import type { RefInputType } from '@arco-design/web-react/es/Input/interface';
import { IconSearch } from '@arco-design/web-react/icon';
import { type Ref, useState } from 'react';

interface Props {
  ref?: Ref<RefInputType>;
  className: string;
  label: string;
  value: string;
  search?: boolean;
  onChange: (value: string) => void;
}

/** Filters on Enter, when left or emptied, and not while somebody types: each change is a step in the history. */
export function TextFilter(props: Props) {
  // The address may change under it, by going back.
  return <Field key={props.value} {...props} />;
}

function Field({ ref, className, label, value, search = false, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const done = () => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <Input
      ref={ref}
      className={className}
      type={search ? 'search' : 'text'}
      aria-label={label}
      placeholder={label}
      allowClear
      value={typed}
      {...(search && { prefix: <IconSearch /> })}
      onChange={setTyped}
      onPressEnter={done}
      onBlur={done}
      onClear={() => onChange('')}
    />
  );
}
