import { Button, Input, Select } from '@arco-design/web-react';
import { IconLeft, IconRight } from '@arco-design/web-react/icon';
import { useState } from 'react';
import { useSpeech } from '../i18n/language';
import { type Filter, SIZES } from './filter';
import './pager.css';

interface Props {
  total: number;
  page: number;
  size: number;
  onChange: (part: Partial<Filter>) => void;
}

/** Any page at once by its number; the server finds it, so a million rows cost no more than ten. */
export function Pager({ total, page, size, onChange }: Props) {
  const { words, language } = useSpeech();
  const pages = Math.max(Math.ceil(total / size), 1);
  const go = (to: number) => onChange({ page: Math.min(Math.max(to, 1), pages) });
  return (
    <nav className="pager" aria-label={words.pager.label}>
      <Select
        className="pager-size"
        size="small"
        aria-label={words.pager.size}
        value={size}
        onChange={(next: number) => onChange({ size: next })}
        options={SIZES.map((value) => ({ value, label: words.pager.perPage(value) }))}
      />
      <Button
        size="small"
        icon={<IconLeft />}
        aria-label={words.pager.previous}
        disabled={page <= 1}
        onClick={() => go(page - 1)}
      />
      <PageNumber key={page} page={page} label={words.pager.page} onGo={go} />
      <span className="pager-of">{words.pager.of(pages.toLocaleString(language))}</span>
      <Button
        size="small"
        icon={<IconRight />}
        aria-label={words.pager.next}
        disabled={page >= pages}
        onClick={() => go(page + 1)}
      />
    </nav>
  );
}

/** Goes on Enter or when left, and not while digits are typed. */
function PageNumber({ page, label, onGo }: { page: number; label: string; onGo: (page: number) => void }) {
  const [typed, setTyped] = useState(String(page));
  const go = () => {
    const number = Math.floor(Number(typed));
    if (number === page || !(number >= 1)) setTyped(String(page));
    else onGo(number);
  };
  return (
    <Input
      className="pager-page"
      size="small"
      inputMode="numeric"
      aria-label={label}
      value={typed}
      onChange={setTyped}
      onPressEnter={go}
      onBlur={go}
    />
  );
}
