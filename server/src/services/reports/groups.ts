import type { Cell } from '@besahubs/contracts/reports';
import type { Buckets } from './buckets';
import type { ResolvedMetric } from './metrics';
import type { RawRow } from './pool';
import type { Dimension, Resolved } from './resolve';

/** A group before it gets its names: raw keys, link names, raw metrics, and the metrics of the period before. */
export interface Group {
  keys: Cell[];
  labels: Cell[];
  other: boolean;
  metrics: Cell[];
  previous: Cell[] | null;
}

export const UNSEEN = 'Not available';
const NONE = 'None';
export const OTHER = 'Other';

export const metricCells = ({ metrics }: Resolved, raw: RawRow): Cell[] =>
  metrics.map((_metric, index) => raw[`m${index}`] ?? null);

export const groupOf = (raw: RawRow, resolved: Resolved): Group => ({
  keys: resolved.dimensions.map((_dimension, index) => raw[`k${index}`] ?? null),
  labels: resolved.dimensions.map((_dimension, index) => raw[`l${index}`] ?? null),
  other: raw['other'] === true,
  metrics: metricCells(resolved, raw),
  previous: null,
});

/** Identity of a group; the first dimension that is filled with empty periods may be left out. */
export const identity = (group: Group, without = -1): string =>
  JSON.stringify([group.other, ...group.keys.map((key, index) => (index === without ? 0 : key))]);

export const countsNothing = (metric: ResolvedMetric): Cell =>
  metric.kind === 'aggregate' && (metric.agg === 'count' || metric.agg === 'countDistinct') ? 0 : null;

/**
 * Periods without rows appear too: counts are 0, the rest is null, as of any empty set. Not when the order or a condition
 * on the metrics was asked for: then only what fits is wanted; nor where they would be more rows than the limit lets pass.
 */
export function withEmptyPeriods(groups: Group[], resolved: Resolved, buckets: (Buckets | null)[]): Group[] {
  const { dimensions, metrics } = resolved;
  const time = dimensions.findIndex(({ fill }) => fill);
  const periods = buckets[time];
  if (!periods || resolved.having.length || resolved.orderBy.length) return groups;
  const { range } = resolved;
  const bounded = range?.key === dimensions[time]?.key && range?.span.from && range.span.to;
  // Where no row has a date there is no first and no last period.
  if (!bounded && groups.every((group) => group.keys[time] === null)) return groups;
  const present = new Map(groups.map((group) => [identity(group), group]));
  const series = [...new Map(groups.map((group) => [identity(group, time), group])).values()];
  const patterns: Pick<Group, 'keys' | 'labels' | 'other'>[] =
    series.length || dimensions.length > 1 ? series : [{ keys: [null], labels: [null], other: false }];
  if (periods.starts.length * patterns.length > resolved.limit) return groups;
  const filled = periods.starts.flatMap((_start, index) =>
    patterns.map(({ keys, labels, other }): Group => {
      const here = keys.map((key, at) => (at === time ? index + 1 : key));
      const empty = { keys: here, labels, other, metrics: metrics.map(countsNothing), previous: null };
      return present.get(identity(empty)) ?? empty;
    }),
  );
  const undated = groups.filter((group) => group.keys[time] === null);
  return time === 0 ? [...filled, ...undated] : bySeries([...filled, ...undated], time, series);
}

/** A date as second grouping: the order of the first one stays. */
function bySeries(groups: Group[], time: number, series: Group[]): Group[] {
  const rank = new Map(series.map((group, index) => [identity(group, time), index]));
  return [...groups].sort((a, b) => (rank.get(identity(a, time)) ?? 0) - (rank.get(identity(b, time)) ?? 0));
}

/** By position for periods (the third week beside the third week), by key for everything else. */
export function addPrevious(groups: Group[], before: Group[], resolved: Resolved): void {
  const metrics = new Map(before.map((group) => [identity(group), group.metrics]));
  for (const group of groups) {
    group.previous = metrics.get(identity(group)) ?? resolved.metrics.map(countsNothing);
  }
}

export function keyOf(group: Group, index: number, buckets: (Buckets | null)[]): Cell {
  const key = group.keys[index] ?? null;
  const periods = buckets[index];
  return periods && typeof key === 'number' ? (periods.keys[key - 1] ?? null) : key;
}

export const isOther = (group: Group, index: number, { topN }: Resolved): boolean =>
  group.other && topN?.dimension === index;

export function labelOf(
  group: Group,
  { field }: Dimension,
  index: number,
  resolved: Resolved,
  buckets: (Buckets | null)[],
): string {
  if (isOther(group, index, resolved)) return OTHER;
  const key = group.keys[index] ?? null;
  if (key === null) return NONE;
  const periods = buckets[index];
  if (periods) return periods.labels[Number(key) - 1] ?? '';
  if (field.labels) return String(group.labels[index] ?? UNSEEN);
  if (typeof key === 'boolean') return key ? 'Yes' : 'No';
  return field.values?.find(({ value }) => value === key)?.label ?? String(key);
}
