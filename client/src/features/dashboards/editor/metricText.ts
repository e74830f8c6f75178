import type { Aggregate, DatasetInfo, Format, Metric } from '@besahubs/contracts/reports';
import { lower } from '../../../components/format';

/** What the server calls a metric and how it formats it, known before it answers. Pure; mirrors the answer's fields. */

export const aggregateLabels: Record<Aggregate, string> = {
  count: 'Count',
  countDistinct: 'Distinct count',
  sum: 'Sum',
  avg: 'Average',
  median: 'Median',
  p90: '90th percentile',
  min: 'Lowest',
  max: 'Highest',
};

const PHRASES: Record<Exclude<Aggregate, 'sum'>, string> = {
  count: 'With',
  countDistinct: 'Distinct',
  avg: 'Average',
  median: 'Median',
  p90: '90th percentile of',
  min: 'Lowest',
  max: 'Highest',
};

/** The metric's own label, or what follows from what it computes. */
export function metricLabel(metric: Metric, metrics: readonly Metric[], dataset: DatasetInfo): string {
  if (metric.label) return metric.label;
  if (metric.agg === 'ratio') {
    const named = [metric.num, metric.den].map((id) => {
      const part = metrics.find((each) => each.id === id && each.agg !== 'ratio');
      return part ? metricLabel(part, metrics, dataset) : id;
    });
    return named.join(' / ');
  }
  if (metric.field === undefined) return dataset.label;
  const label = dataset.fields.find(({ key }) => key === metric.field)?.label ?? metric.field;
  return metric.agg === 'sum' ? label : `${PHRASES[metric.agg]} ${lower(label)}`;
}

/** How its figures are written. */
export function metricFormat(metric: Metric, metrics: readonly Metric[], dataset: DatasetInfo): Format {
  if (metric.agg === 'ratio') {
    if (metric.as === 'percent') return 'percent';
    const [num, den] = [metric.num, metric.den].map((id) => {
      const part = metrics.find((each) => each.id === id && each.agg !== 'ratio');
      return part && metricFormat(part, metrics, dataset);
    });
    return num === 'currency' && den !== 'currency' ? 'currency' : 'number';
  }
  if (metric.agg === 'count' || metric.agg === 'countDistinct' || metric.field === undefined) return 'number';
  return dataset.fields.find(({ key }) => key === metric.field)?.format ?? 'number';
}
