import type { SqlContext } from './dataset';
import type { Aggregated, ResolvedMetric } from './metrics';
import type { Resolved } from './resolve';
import { conditionSql } from './sql';
import type { Bind } from './sql';

/** Something to select from, written into a statement. */
export type Relation = (bind: Bind) => string;

function aggregateSql(metric: Aggregated, context: SqlContext, bind: Bind): string {
  const sql = metric.field?.sql(context) ?? '*';
  const filter = metric.filter ? ` FILTER (WHERE ${conditionSql(metric.filter, context, bind)})` : '';
  switch (metric.agg) {
    case 'count':
      return `count(${sql})${filter}`;
    case 'countDistinct':
      return `count(DISTINCT ${sql})${filter}`;
    case 'median':
      return `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${sql})${filter}`;
    case 'p90':
      return `percentile_cont(0.9) WITHIN GROUP (ORDER BY ${sql})${filter}`;
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return `${metric.agg}(${sql})${filter}`;
  }
}

/** `SELECT keys, m0, m1 … GROUP BY keys`, ratios computed from the sums of each group. */
export function aggregation(
  resolved: Resolved,
  context: SqlContext,
  keys: string[],
  from: Relation,
  bind: Bind,
): string {
  return figures(resolved, keys, (metric) => aggregateSql(metric, context, bind), from, bind);
}

/** The same with figures from elsewhere: `columnOf` is the SQL of one. */
export function figures(
  { metrics }: Resolved,
  keys: string[],
  columnOf: (metric: Aggregated, index: number) => string,
  from: Relation,
  bind: Bind,
): string {
  const columns = metrics.flatMap((metric, index) =>
    metric.kind === 'aggregate' ? [`${columnOf(metric, index)} AS m${index}`] : [],
  );
  const groups = keys.length ? ` GROUP BY ${keys.map((_key, index) => index + 1).join(', ')}` : '';
  return withRatios(metrics, `SELECT ${[...keys, ...columns].join(', ')} FROM ${from(bind)}${groups}`);
}

/** A select of m0… with the ratios that follow from them. */
export function withRatios(metrics: readonly ResolvedMetric[], sums: string): string {
  const ratios = metrics.flatMap((metric, index) =>
    metric.kind === 'ratio' ? [`${ratioSql(metric)} AS m${index}`] : [],
  );
  return ratios.length ? `SELECT a.*, ${ratios.join(', ')} FROM (${sums}) a` : sums;
}

/** In decimals: equal ratios must be equal, or their order would follow from the rounding of doubles. */
const ratioSql = ({ num, den, percent }: Extract<ResolvedMetric, { kind: 'ratio' }>): string =>
  `${percent ? '100 * ' : ''}a.m${num}::numeric / NULLIF(a.m${den}, 0)::numeric`;

/** Whether the figure of a whole follows from those of its parts. */
export const isAdditive = (metric: ResolvedMetric): boolean =>
  metric.kind === 'ratio' || ['count', 'sum', 'min', 'max'].includes(metric.agg);
/** A figure of a whole from those of its parts. */
export const wholeSql = ({ agg }: Aggregated, index: number): string => {
  if (agg === 'count') return `sum(m${index})::bigint`;
  return `${agg}(m${index})`;
};
