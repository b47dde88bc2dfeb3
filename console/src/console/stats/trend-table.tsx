import type { By, Stats } from '../api/stats';
import { useSpeech } from '../i18n/language';
import { bucketName } from './bucket-name';
import { countOf } from './trend';

export interface Series {
  id: string;
  name: string;
}

/** The figures behind the chart, newest first. */
export function TrendTable({ stats, by, series }: { stats: Stats; by: By; series: Series[] }) {
  const { words, language } = useSpeech();
  const figure = (count: number) => count.toLocaleString(language);
  return (
    // Scrolls sideways on a phone, so the keyboard must reach it.
    <div className="trend-scroll" tabIndex={0} role="region" aria-label={words.stats.table}>
      <table className="trend-table">
        <thead>
          <tr>
            <th scope="col">{words.stats.at}</th>
            <th scope="col">{words.stats.sum}</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stats.buckets.toReversed().map((bucket) => (
            <tr key={bucket.start}>
              <th scope="row">{bucketName(bucket.start, stats.group, language)}</th>
              <td>{figure(bucket.total)}</td>
              {series.map(({ id }) => (
                <td key={id}>{figure(countOf(bucket, by, id))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
