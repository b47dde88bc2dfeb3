import { useSpeech } from '../i18n/language';

/** The most parts that stand beside the total. */
const MOST_PARTS = 5;

interface Props {
  total: number;
  parts: { name: string; count: number }[];
}

export function Figures({ total, parts }: Props) {
  const { words, language } = useSpeech();
  const all = [{ name: words.stats.total, count: total }, ...parts.slice(0, MOST_PARTS)];
  return (
    <dl className="card figures">
      {all.map(({ name, count }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count.toLocaleString(language)}</dd>
        </div>
      ))}
    </dl>
  );
}
