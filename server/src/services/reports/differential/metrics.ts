import type { AggregateMetric, Metric } from '@besahubs/contracts/reports';
import { fieldSpec } from './catalog';
import type { CatalogKey } from './catalog';
import type { Asking } from './fields';
import { passes } from './filter';
import { toNumber } from './values';
import type { Value } from './values';
import type { Row } from './world';

/** As in an answer: numbers, dates as text, instants as ISO text. */
export type Figure = number | string | null;

/** All metrics of a group, hidden ones too. */
export function figures(
  metrics: readonly Metric[],
  rows: readonly Row[],
  dataset: CatalogKey,
  asking: Asking,
) {
  const found: Record<string, Figure> = {};
  for (const metric of metrics) {
    if (metric.agg !== 'ratio') found[metric.id] = aggregate(metric, rows, dataset, asking);
    else found[metric.id] = ratio(found[metric.num], found[metric.den], metric.as === 'percent' ? 100 : 1);
  }
  return found;
}

const ratio = (num: Figure | undefined, den: Figure | undefined, times: number): Figure =>
  typeof num === 'number' && typeof den === 'number' && den !== 0 ? (num / den) * times : null;

function aggregate(
  metric: AggregateMetric,
  all: readonly Row[],
  dataset: CatalogKey,
  asking: Asking,
): Figure {
  const rows = all.filter((row) => passes(metric.filter, row, dataset, asking));
  if (metric.field === undefined) return rows.length;
  const field = fieldSpec(dataset, metric.field);
  const values = rows.map((row) => field.get(row, asking)).filter((value) => value !== null);
  switch (metric.agg) {
    case 'count':
      return values.length;
    case 'countDistinct':
      return new Set(values).size;
    case 'sum':
      return values.length ? toNumber(sumOf(values)) : null;
    case 'avg':
      return values.length ? toNumber(sumOf(values)) / values.length : null;
    case 'median':
      return percentile(values, 0.5);
    case 'p90':
      return percentile(values, 0.9);
    case 'min':
    case 'max':
      return extreme(values, metric.agg, field.type === 'instant');
  }
}

const sumOf = (values: Value[]): bigint => values.reduce<bigint>((sum, value) => sum + (value as bigint), 0n);

/** Between the two values that surround it, in proportion. */
function percentile(values: Value[], at: number): number | null {
  const sorted = values.map((value) => toNumber(value as bigint)).sort((a, b) => a - b);
  if (!sorted.length) return null;
  const place = at * (sorted.length - 1);
  const low = sorted[Math.floor(place)] as number;
  const high = sorted[Math.ceil(place)] as number;
  return low + (high - low) * (place - Math.floor(place));
}

function extreme(values: Value[], which: 'min' | 'max', instants: boolean): Figure {
  const [first, ...rest] = values as (bigint | number | string)[];
  if (first === undefined) return null;
  const best = rest.reduce((so, value) => ((which === 'min' ? value < so : value > so) ? value : so), first);
  if (typeof best === 'bigint') return toNumber(best);
  return instants ? new Date(best).toISOString() : String(best);
}
