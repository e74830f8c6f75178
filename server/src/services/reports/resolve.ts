import type { Granularity, ReportQuery } from '@besahubs/contracts/reports';
import { parsePreset } from '@besahubs/contracts/reportRanges';
import type { Actor } from '../../policies/actor';
import { readFilter } from './conditions';
import type { Condition, FilterContext } from './conditions';
import { fieldOf, isGroupable, isTime } from './dataset';
import type { Dataset, Field } from './dataset';
import { isTimeMetric, metricsOf } from './metrics';
import type { ResolvedMetric } from './metrics';
import { collectProblems } from './problems';
import { explicitSpan, previousSpan, spanOf } from './ranges';
import type { Clock, Span } from './ranges';

export interface Dimension {
  key: string;
  field: Field;
  /** Null for what is no date. */
  granularity: Granularity | null;
  fill: boolean;
  /** Where in the query it was asked for. */
  path: string;
}

export interface OrderTerm {
  /** Index of a metric, or of a dimension. */
  metric: number | null;
  dimension: number | null;
  desc: boolean;
  nullsFirst: boolean;
}

/** A query that holds: fields exist and may be used, values fit, dates are absolute, ids are indexes. */
export interface Resolved {
  dataset: Dataset;
  clock: Clock;
  dimensions: Dimension[];
  metrics: ResolvedMetric[];
  filter: Condition | null;
  range: { key: string; field: Field; span: Span } | null;
  previous: Span | null;
  having: { metric: number; op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'; value: number }[];
  orderBy: OrderTerm[];
  limit: number;
  topN: { n: number; other: boolean; by: number; dimension: number } | null;
  totals: boolean;
}

/** Checks a query against its dataset for this reader and moment; throws `invalid` naming every wrong place. */
export function resolveQuery(query: ReportQuery, dataset: Dataset, actor: Actor, now: Date): Resolved {
  const problems = collectProblems();
  const clock: Clock = {
    now,
    zone: query.timezone ?? actor.timezone,
    weekStart: query.weekStart,
    fiscalStartMonth: query.fiscalStartMonth,
  };
  const context: FilterContext = { dataset, actor, clock, problems };
  const dimensions = query.groupBy.flatMap((_group, index) => dimensionOf(query, index, context));
  const metrics = metricsOf(query, context);
  const range = rangeOf(query, context);
  const filter = readFilter(query.filters, 'filters', context);
  const ids = new Map(metrics.map((metric, index) => [metric.id, index]));
  const resolved: Resolved = {
    dataset,
    clock,
    dimensions,
    metrics,
    filter,
    range,
    previous: previousOf(query, range, dimensions, context),
    having: havingOf(query, ids, metrics, context),
    orderBy: orderOf(query, ids, dimensions, context),
    limit: query.limit,
    topN: topOf(query, ids, dimensions, metrics, context),
    totals: query.totals,
  };
  problems.check();
  return resolved;
}

function dimensionOf(
  query: ReportQuery,
  index: number,
  { dataset, actor, problems }: FilterContext,
): Dimension[] {
  const { field: key, granularity, fill } = query.groupBy[index]!;
  const path = `groupBy.${index}`;
  const field = fieldOf(dataset, key, actor.role);
  const bad = (at: string, message: string): Dimension[] => {
    problems.add(`${path}.${at}`, message);
    return [];
  };
  if (!field) return bad('field', 'There is no such field.');
  if (!isGroupable(field)) return bad('field', `Cannot group by ${field.label}: use a filter.`);
  if (query.groupBy.findIndex((group) => group.field === key) !== index) return bad('field', 'Given twice.');
  const timed = isTime(field);
  if (granularity && !timed) return bad('granularity', `${field.label} is no date.`);
  if (granularity === 'hour' && field.type === 'date')
    return bad('granularity', `${field.label} has no hours.`);
  if (fill !== undefined && !timed) return bad('fill', `${field.label} is no date.`);
  return [
    { key, field, granularity: timed ? (granularity ?? 'auto') : null, fill: timed && fill !== false, path },
  ];
}

function rangeOf(query: ReportQuery, { dataset, actor, clock, problems }: FilterContext): Resolved['range'] {
  const { dateRange } = query;
  if (!dateRange) return null;
  const key = dateRange.field ?? dataset.dateField;
  const field = fieldOf(dataset, key, actor.role);
  if (!field || !isTime(field)) {
    problems.add('dateRange.field', field ? `${field.label} is no date.` : 'There is no such field.');
    return null;
  }
  if (!('preset' in dateRange))
    return { key, field, span: explicitSpan(dateRange.from, dateRange.to, clock.zone) };
  const preset = parsePreset(dateRange.preset);
  if (!preset) {
    problems.add('dateRange.preset', 'There is no such range.');
    return null;
  }
  return { key, field, span: spanOf(preset, clock) };
}

function previousOf(
  query: ReportQuery,
  range: Resolved['range'],
  dimensions: Dimension[],
  { clock, problems }: FilterContext,
): Span | null {
  if (!query.compare) return null;
  if (query.topN) problems.add('compare', 'Not together with topN.');
  dimensions.forEach(({ key, granularity, path }) => {
    if (granularity && key !== range?.key)
      problems.add(`${path}.field`, 'Compared periods are grouped by the date of their range.');
  });
  // A day that both periods touch would count twice.
  if (range?.field.type === 'date' && range.span.by === 'instant') {
    problems.add('compare', `${range.field.label} has no hours: choose whole days.`);
    return null;
  }
  const span = range && previousSpan(range.span, query.compare.mode, clock);
  if (!span) problems.add('compare', 'Needs a date range with both ends.');
  return span;
}

function havingOf(
  query: ReportQuery,
  ids: Map<string, number>,
  metrics: ResolvedMetric[],
  { problems }: FilterContext,
): Resolved['having'] {
  return (query.having ?? []).flatMap(({ id, op, value }, index) => {
    const metric = ids.get(id);
    const target = metric === undefined ? undefined : metrics[metric];
    if (metric !== undefined && target && !isTimeMetric(target)) return [{ metric, op, value }];
    problems.add(`having.${index}.id`, target ? 'Is no number.' : 'There is no such metric.');
    return [];
  });
}

function orderOf(
  query: ReportQuery,
  ids: Map<string, number>,
  dimensions: Dimension[],
  { problems }: FilterContext,
): OrderTerm[] {
  return (query.orderBy ?? []).flatMap(({ id, dir, nulls }, index) => {
    const metric = ids.get(id) ?? null;
    const dimension = dimensions.findIndex(({ key }) => key === id);
    if (metric === null && dimension < 0) {
      problems.add(`orderBy.${index}.id`, 'There is no such metric or grouping.');
      return [];
    }
    return [
      {
        metric,
        dimension: metric === null ? dimension : null,
        desc: dir === 'desc',
        nullsFirst: nulls === 'first',
      },
    ];
  });
}

function topOf(
  query: ReportQuery,
  ids: Map<string, number>,
  dimensions: Dimension[],
  metrics: ResolvedMetric[],
  { problems }: FilterContext,
): Resolved['topN'] {
  const { topN } = query;
  if (!topN) return null;
  const dimension = dimensions.findIndex(({ key, field }) =>
    topN.field ? key === topN.field : !isTime(field),
  );
  if (dimension < 0 || (dimensions[dimension] && isTime(dimensions[dimension].field)))
    problems.add(topN.field ? 'topN.field' : 'topN', 'Needs a grouping that is no date.');
  const by = topN.by ? ids.get(topN.by) : metrics.findIndex(({ hidden }) => !hidden);
  if (by === undefined) problems.add('topN.by', 'There is no such metric.');
  return { n: topN.n, other: topN.other, by: by ?? 0, dimension };
}
