import type {
  Aggregate,
  AggregateMetric,
  Format,
  RatioMetric,
  ReportQuery,
} from '@besahubs/contracts/reports';
import { readFilter } from './conditions';
import type { Condition, FilterContext } from './conditions';
import { aggsOf, fieldOf, isTime } from './dataset';
import type { Dataset, Field } from './dataset';

interface MetricBase {
  id: string;
  label: string;
  format: Format;
  hidden: boolean;
}
export interface Aggregated extends MetricBase {
  kind: 'aggregate';
  agg: Aggregate;
  field: Field | null;
  filter: Condition | null;
}
interface Ratio extends MetricBase {
  kind: 'ratio';
  num: number;
  den: number;
  percent: boolean;
}
export type ResolvedMetric = Aggregated | Ratio;

/** The metrics of a query in its order, with labels and formats; what is wrong goes to the context's problems. */
export function metricsOf(query: ReportQuery, context: FilterContext): ResolvedMetric[] {
  const { problems } = context;
  const metrics: ResolvedMetric[] = [];
  query.metrics.forEach((metric, index) => {
    const path = `metrics.${index}`;
    if (query.metrics.findIndex(({ id }) => id === metric.id) !== index)
      problems.add(`${path}.id`, 'Given twice.');
    if (query.groupBy.some(({ field }) => field === metric.id))
      problems.add(`${path}.id`, 'This is the name of a grouping.');
    metrics.push(
      metric.agg === 'ratio'
        ? ratioOf(metric, path, query, metrics, context)
        : aggregateOf(metric, path, context),
    );
  });
  if (query.metrics.every(({ hidden }) => hidden)) problems.add('metrics', 'All of them are hidden.');
  return metrics;
}

function aggregateOf(metric: AggregateMetric, path: string, context: FilterContext): Aggregated {
  const { dataset, actor, problems } = context;
  const field = metric.field === undefined ? null : (fieldOf(dataset, metric.field, actor.role) ?? null);
  if (metric.field !== undefined && !field) problems.add(`${path}.field`, 'There is no such field.');
  if (metric.field === undefined && metric.agg !== 'count')
    problems.add(`${path}.field`, `${metric.agg} of what?`);
  if (field && !aggsOf(field).includes(metric.agg))
    problems.add(`${path}.agg`, `${field.label} takes ${aggsOf(field).join(', ') || 'none'}.`);
  const counts = metric.agg === 'count' || metric.agg === 'countDistinct';
  return {
    kind: 'aggregate',
    id: metric.id,
    agg: metric.agg,
    field,
    filter: readFilter(metric.filter, `${path}.filter`, context),
    label: metric.label ?? metricLabel(metric.agg, field, dataset),
    format: counts || !field ? 'number' : field.format,
    hidden: metric.hidden ?? false,
  };
}

const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

function metricLabel(agg: Aggregate, field: Field | null, dataset: Dataset): string {
  if (!field) return dataset.label;
  const name = lower(field.label);
  switch (agg) {
    case 'sum':
      return field.label;
    case 'count':
      return `With ${name}`;
    case 'countDistinct':
      return `Distinct ${name}`;
    case 'avg':
      return `Average ${name}`;
    case 'median':
      return `Median ${name}`;
    case 'p90':
      return `90th percentile of ${name}`;
    case 'min':
      return `Lowest ${name}`;
    case 'max':
      return `Highest ${name}`;
  }
}

function ratioOf(
  metric: RatioMetric,
  path: string,
  query: ReportQuery,
  before: ResolvedMetric[],
  { problems }: FilterContext,
): Ratio {
  const part = (slot: 'num' | 'den'): number => {
    const index = query.metrics.findIndex(({ id }) => id === metric[slot]);
    const target = query.metrics[index];
    if (!target) problems.add(`${path}.${slot}`, 'There is no such metric.');
    else if (target.agg === 'ratio') problems.add(`${path}.${slot}`, 'A ratio of ratios is not possible.');
    else if (before[index] && isTimeMetric(before[index])) problems.add(`${path}.${slot}`, 'Is no number.');
    else if (index > query.metrics.indexOf(metric))
      problems.add(`${path}.${slot}`, 'Must come before the ratio.');
    return index;
  };
  const [num, den] = [part('num'), part('den')];
  const labels = [before[num]?.label ?? metric.num, before[den]?.label ?? metric.den];
  const perUnit = before[num]?.format === 'currency' && before[den]?.format !== 'currency';
  return {
    kind: 'ratio',
    id: metric.id,
    num,
    den,
    percent: metric.as === 'percent',
    label: metric.label ?? labels.join(' / '),
    format: metric.as === 'percent' ? 'percent' : perUnit ? 'currency' : 'number',
    hidden: metric.hidden ?? false,
  };
}

/** Fields that a metric measures; a ratio those of its parts. */
export function metricFields(metric: ResolvedMetric, all: readonly ResolvedMetric[]): Field[] {
  if (metric.kind === 'aggregate') return metric.field ? [metric.field] : [];
  return [metric.num, metric.den].flatMap((part) => {
    const target = all[part];
    return target ? metricFields(target, all) : [];
  });
}

/** The first, last, lowest or highest of something: that of one row. */
export const isExtreme = (metric: ResolvedMetric): boolean =>
  metric.kind === 'aggregate' && (metric.agg === 'min' || metric.agg === 'max');

/** The first or last date of something: a moment, not a number. */
export const isTimeMetric = (metric: ResolvedMetric): boolean =>
  metric.kind === 'aggregate' && metric.field !== null && isTime(metric.field) && isExtreme(metric);
