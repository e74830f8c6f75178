import type { Cell, ReportResult } from '@besahubs/contracts/reports';
import { isTime } from './dataset';
import { isOther } from './groups';
import type { Group } from './groups';
import { isTimeMetric } from './metrics';
import type { ResolvedMetric } from './metrics';
import type { Dimension, Resolved } from './resolve';

type Row = Record<string, Cell>;

/** The first grouping along the axis; the others, joined, as series; one series per metric. */
export function chartOf(
  resolved: Resolved,
  labelled: { group: Group; labels: string[] }[],
  rows: Row[],
): ReportResult['chartData'] {
  const points = new Map<string, { index: number; label: string; key: Cell }>();
  const series = new Map<string, ReportResult['chartData']['series'][number]>();
  const metrics = resolved.metrics.flatMap((metric, index) =>
    metric.hidden || isTimeMetric(metric) ? [] : [{ metric, index }],
  );
  const [first] = resolved.dimensions;
  const place = (group: Group, label: string, row: Row) => {
    const id = JSON.stringify([group.keys[0] ?? null, first !== undefined && isOther(group, 0, resolved)]);
    const known = points.get(id);
    if (known) return known.index;
    const key = first ? (row[`${first.key}.id`] ?? row[first.key] ?? null) : null;
    points.set(id, { index: points.size, label, key });
    return points.size - 1;
  };
  const seriesOf = (group: Group, labels: string[], metric: ResolvedMetric, previous: boolean) => {
    const split = JSON.stringify([resolved.topN?.dimension ? group.other : false, ...group.keys.slice(1)]);
    const key = `${metric.id}${previous ? '.previous' : ''}${resolved.dimensions.length > 1 ? ` ${split}` : ''}`;
    const known = series.get(key);
    if (known) return known;
    const names = [...labels.slice(1), ...(metrics.length > 1 || labels.length < 2 ? [metric.label] : [])];
    const made = {
      key,
      metric: metric.id,
      label: `${names.join(' · ')}${previous ? ', before' : ''}`,
      format: metric.format,
      previous,
      data: [],
    };
    series.set(key, made);
    return made;
  };
  labelled.forEach(({ group, labels }, at) => {
    const x = place(group, labels[0] ?? '', rows[at] ?? {});
    for (const { metric, index } of metrics) {
      seriesOf(group, labels, metric, false).data[x] = numeric(group.metrics[index], metric, first);
      if (group.previous)
        seriesOf(group, labels, metric, true).data[x] = numeric(group.previous[index], metric, first);
    }
  });
  return {
    labels: [...points.values()].map(({ label }) => label),
    keys: [...points.values()].map(({ key }) => key),
    series: [...series.values()].map((each) => ({
      ...each,
      data: Array.from({ length: points.size }, (_empty, index) => each.data[index] ?? null),
    })),
  };
}

/** In a line over time nothing sold is 0, not a hole; an average of nothing stays a hole. */
function numeric(
  value: Cell | undefined,
  metric: ResolvedMetric,
  first: Dimension | undefined,
): number | null {
  if (typeof value === 'number') return value;
  const additive = metric.kind === 'aggregate' && metric.agg === 'sum';
  return additive && first && isTime(first.field) ? 0 : null;
}
