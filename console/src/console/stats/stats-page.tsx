import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type By, readStats, type Stats } from '../api/stats';
import { useSpeech, useWords } from '../i18n/language';
import type { Words } from '../i18n/zh';
import { useApp } from '../session/session';
import { Failure, Nothing, Skeleton } from '../ui/states';
import { Controls } from './controls';
import { Figures } from './figures';
import { askFor, countOf, meaningOfTrend, readTrend, seriesOf, type TrendFilter, writeTrend } from './trend';
import { TrendTable } from './trend-table';
import './stats-page.css';

const ExportDialog = lazy(() => import('../export/export-dialog'));
const Chart = lazy(() => import('./chart'));

/** 反馈统计: how much came when, as a chart and as a table. */
export default function StatsPage() {
  const app = useApp();
  const words = useWords();
  const search = useSearch();
  const [path, navigate] = useLocation();
  const [now] = useState(() => new Date());
  const [exporting, setExporting] = useState(false);
  const trend = useMemo(() => readTrend(search, now), [search, now]);
  const stats = useQuery({
    queryKey: ['stats', app, trend.time, trend.by, trend.group],
    queryFn: ({ signal }) => readStats(app, askFor(trend, new Date()), signal),
    placeholderData: keepPreviousData,
  });

  return (
    <>
      <Controls
        trend={trend}
        now={now}
        onChange={(part: Partial<TrendFilter>) => navigate(`${path}?${writeTrend({ ...trend, ...part })}`)}
        onExport={() => setExporting(true)}
      />
      {exporting && (
        <Suspense>
          <ExportDialog
            filter={meaningOfTrend(trend, new Date())}
            total={trend.only.length === 0 ? stats.data?.total : undefined}
            onClose={() => setExporting(false)}
          />
        </Suspense>
      )}
      {stats.isPending && <Skeleton lines={8} label={words.loading} />}
      {stats.isError && <Failure error={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.isSuccess && !stats.isPlaceholderData && <Trend stats={stats.data} trend={trend} />}
    </>
  );
}

function Trend({ stats, trend }: { stats: Stats; trend: TrendFilter }) {
  const { words, language } = useSpeech();
  const { by, only } = trend;
  const names = seriesOf(stats, by).filter((name) => only.length === 0 || only.includes(name));
  const series = names.map((id) => ({ id, name: nameOf(id, by, words) }));
  return (
    <>
      <Figures total={stats.total} parts={series.map(({ id, name }) => ({ name, count: countOf(stats, by, id) }))} />
      {stats.total === 0 ? (
        <section className="card">
          <Nothing title={words.stats.none} />
        </section>
      ) : (
        <>
          <section className="card">
            <h2 className="stats-heading">{words.stats.trend}</h2>
            <div
              className="stats-chart"
              role="img"
              aria-label={words.stats.chartLabel(stats.total.toLocaleString(language))}
            >
              <Suspense fallback={<Skeleton lines={6} label={words.loading} />}>
                <Chart stats={stats} by={by} series={series} />
              </Suspense>
            </div>
          </section>
          <section className="card">
            <h2 className="stats-heading">{words.stats.table}</h2>
            <TrendTable stats={stats} by={by} series={series} />
          </section>
        </>
      )}
    </>
  );
}

function nameOf(id: string, by: By, words: Words): string {
  if (by === 'source') return id === '' ? words.stats.otherSources : id;
  const names: Record<string, string> = by === 'kind' ? words.kinds : words.statuses;
  return names[id] ?? id;
}
