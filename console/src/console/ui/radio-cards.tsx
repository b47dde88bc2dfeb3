import './radio-cards.css';

interface Props<T extends string> {
  legend: string;
  name: string;
  all: readonly T[];
  texts: Record<T, { name: string; hint: string }>;
  value: T;
  disabled?: boolean;
  onChange: (value: T) => void;
}

/** One of a few, each with a line that says what it means. */
export function RadioCards<T extends string>({
  legend,
  name,
  all,
  texts,
  value,
  disabled = false,
  onChange,
}: Props<T>) {
  return (
    <fieldset className="radio-cards" disabled={disabled}>
      <legend>{legend}</legend>
      {all.map((choice) => (
        <label key={choice} className="radio-card">
          <input type="radio" name={name} value={choice} checked={choice === value} onChange={() => onChange(choice)} />
          <span>
            <span className="radio-card-name">{texts[choice].name}</span>
            <span className="radio-card-hint">{texts[choice].hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
