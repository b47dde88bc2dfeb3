/** The trend as stacked bars; loaded when the page is, for ECharts is larger than all the rest. */

import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { By, Stats } from '../api/stats';
import { useSpeech } from '../i18n/language';
import { bucketName } from './bucket-name';
import { countOf } from './trend';
import type { Series } from './trend-table';

register([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const COLOURS = ['#165dff', '#14c9c9', '#f7ba1e', '#722ed1', '#00b42a', '#f53f3f', '#86909c', '#d91ad9'];

interface Props {
  stats: Stats;
  by: By;
  series: Series[];
}

export default function Chart({ stats, by, series }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const { language } = useSpeech();

  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current);
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    const draw = () => {
      const style = getComputedStyle(document.body);
      const colour = (name: string) => style.getPropertyValue(name).trim();
      chart.current?.setOption(
        {
          color: COLOURS,
          textStyle: { fontFamily: style.fontFamily },
          grid: { left: 8, right: 8, top: 40, bottom: 0, containLabel: true },
          legend: {
            top: 0,
            left: 0,
            icon: 'circle',
            itemWidth: 8,
            itemHeight: 8,
            textStyle: { color: colour('--color-text-2') },
          },
          tooltip: {
            trigger: 'axis',
            // As HTML it would have style attributes, which the page's policy refuses.
            renderMode: 'richText',
            axisPointer: { type: 'shadow' },
            backgroundColor: colour('--color-bg-5'),
            borderColor: colour('--color-border-2'),
            textStyle: { color: colour('--color-text-1') },
          },
          xAxis: {
            type: 'category',
            data: stats.buckets.map(({ start }) => bucketName(start, stats.group, language)),
            axisLabel: { color: colour('--color-text-3') },
            axisLine: { lineStyle: { color: colour('--color-border-3') } },
            axisTick: { show: false },
          },
          yAxis: {
            type: 'value',
            minInterval: 1,
            axisLabel: { color: colour('--color-text-3') },
            splitLine: { lineStyle: { color: colour('--color-border-1') } },
          },
          series: series.map(({ id, name }) => ({
            type: 'bar',
            stack: 'all',
            name,
            barMaxWidth: 28,
            data: stats.buckets.map((bucket) => countOf(bucket, by, id)),
          })),
          animationDuration: 300,
        },
        { notMerge: true },
      );
    };
    draw();
    // The theme is an attribute of the body; colours are read anew when it changes.
    const watch = new MutationObserver(draw);
    watch.observe(document.body, { attributeFilter: ['arco-theme'] });
    return () => watch.disconnect();
  }, [stats, by, series, language]);

  return <div ref={place} className="chart" />;
}
