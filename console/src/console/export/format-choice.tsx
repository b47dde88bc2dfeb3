import { type Format, FORMATS } from '../api/exports';
import { useWords } from '../i18n/language';
import { RadioCards } from '../ui/radio-cards';

export function FormatChoice({ value, onChange }: { value: Format; onChange: (value: Format) => void }) {
  const words = useWords();
  return (
    <RadioCards
      legend={words.export.format}
      name="format"
      all={FORMATS}
      texts={words.export.formats}
      value={value}
      onChange={onChange}
    />
  );
}
