import type { DrillQuery } from '@besahubs/contracts/drill';
import type { Actor } from '../../policies/actor';
import type { Buckets } from './buckets';
import { NOTHING, inGroup } from './conditions';
import type { Condition } from './conditions';
import type { Behind } from './dataset';
import type { Aggregated, ResolvedMetric } from './metrics';
import { collectProblems } from './problems';
import type { Problems } from './problems';
import type { Span } from './ranges';
import type { Resolved } from './resolve';

export type CellOf = Pick<DrillQuery, 'key' | 'other' | 'metric' | 'part' | 'previous' | 'behind'>;
/** Half-open, as `width_bucket` was given it; null where the compared period has no such stretch. */
export type Bounds = { from: string; to: string } | null;

/** A clicked cell of an answer: which rows its figure is of. */
export interface DrillCell {
  span: Span | null;
  /** By grouping, in the order of the query; periods are not among them. */
  keys: Condition[];
  /** Date groupings that were clicked: index → key of the period. */
  periods: { index: number; key: string }[];
  other: boolean;
  /** What was clicked; null when only the rows are of interest. */
  metric: ResolvedMetric | null;
  /** Of the metric: its own filter, and that it has a value. */
  own: Condition[];
  previous: boolean;
  /** The rows to list are those that the metric's field adds up. */
  behind: Behind | null;
}

/** Checks a cell against its query; throws `invalid` naming every wrong place. */
export function readCell(cell: CellOf, resolved: Resolved, actor: Actor): DrillCell {
  const problems = collectProblems();
  const { topN, previous } = resolved;
  if (cell.other && !topN?.other) problems.add('other', 'The query has no “Other”.');
  if (cell.previous && !previous) problems.add('previous', 'The query compares with no other period.');
  const keys: Condition[] = [];
  const periods: DrillCell['periods'] = [];
  for (const [name, value] of Object.entries(cell.key)) {
    const index = resolved.dimensions.findIndex(({ key }) => key === name);
    const dimension = resolved.dimensions[index];
    if (!dimension) problems.add(`key.${name}`, 'The query does not group by this.');
    else if (cell.other && index === topN?.dimension) problems.add(`key.${name}`, 'Not together with other.');
    else if (dimension.granularity === null || value === null)
      keys.push(inGroup(dimension.field, value, `key.${name}`, { actor, problems }));
    else if (typeof value !== 'string') problems.add(`key.${name}`, 'Must be the key of a period.');
    else periods.push({ index, key: value });
  }
  const metric = metricOf(cell, resolved, problems);
  const base = metric && baseOf(metric, resolved);
  const behind = base?.agg === 'sum' ? (base.field?.behind ?? null) : null;
  if (cell.behind && !behind)
    problems.add('behind', 'This is no sum of something that other rows add up to.');
  problems.check();
  return {
    span: cell.previous ? previous : (resolved.range?.span ?? null),
    keys,
    periods,
    other: cell.other,
    metric,
    own: base ? ownConditions(base) : [],
    previous: cell.previous,
    behind: cell.behind ? behind : null,
  };
}

/** The metric whose figure was clicked: of a ratio the ratio itself, or the part that was asked for. */
function metricOf(
  { metric: id, part }: CellOf,
  { metrics }: Resolved,
  problems: Problems,
): ResolvedMetric | null {
  if (id === undefined) {
    if (part) problems.add('part', 'Of which metric?');
    return null;
  }
  const metric = metrics.find((each) => each.id === id);
  if (!metric) problems.add('metric', 'There is no such metric.');
  else if (part && metric.kind !== 'ratio') problems.add('part', 'This metric is no ratio.');
  if (!metric || !part || metric.kind !== 'ratio') return metric ?? null;
  return metrics[metric[part]] ?? null;
}

/** Whose rows are those of a metric: of a ratio its denominator. */
const baseOf = (metric: ResolvedMetric, { metrics }: Resolved): Aggregated =>
  metric.kind === 'ratio' ? (metrics[metric.den] as Aggregated) : metric;

/** The rows a metric is computed from. */
export const ownConditions = ({ filter, field }: Aggregated): Condition[] => [
  ...(filter ? [filter] : []),
  ...(field && !field.behind ? [{ field, not: true, test: { is: 'null' as const } }] : []),
];

/** Bounds of the clicked periods by grouping; throws `invalid` for what is no period of the answer. */
export function boundsIn(
  cell: DrillCell,
  resolved: Resolved,
  current: (Buckets | null)[],
  shown: (Buckets | null)[],
): Record<string, Bounds> {
  const problems = collectProblems();
  const bounds = cell.periods.map(({ index, key }): [string, Bounds] => {
    const name = resolved.dimensions[index]?.key ?? '';
    const at = current[index]?.keys.indexOf(key) ?? -1;
    if (at < 0) problems.add(`key.${name}`, 'No period of this answer begins then.');
    return [name, stretch(shown[index] ?? null, at)];
  });
  problems.check();
  return Object.fromEntries(bounds);
}

function stretch(buckets: Buckets | null, at: number): Bounds {
  const from = buckets?.starts[at];
  return buckets && from !== undefined ? { from, to: buckets.starts[at + 1] ?? buckets.end } : null;
}

/** The clicked periods as conditions. */
export const periodConditions = (resolved: Resolved, bounds: Record<string, Bounds>): Condition[] =>
  Object.entries(bounds).map(([name, stretch]) => {
    const field = resolved.dimensions.find(({ key }) => key === name)?.field;
    if (!field || !stretch) return NOTHING;
    return { field, not: false, test: { is: 'within', gte: stretch.from, lt: stretch.to } };
  });
