import type { Cell } from '@besahubs/contracts/reports';
import type { Buckets } from './buckets';
import type { Condition } from './conditions';
import { addPrevious, countsNothing, groupOf, identity, withEmptyPeriods } from './groups';
import type { Group } from './groups';
import { inOrder } from './groupOrder';
import type { RawRow } from './pool';
import type { Dimension, Resolved } from './resolve';

/** More groups than any answer shows; those of the period before are matched to the ones shown. */
const MOST_COMPARED = 100_000;

/**
 * The query for the period that stands beside an answer: without its order, limit and conditions on metrics, since a
 * group is compared with what it came to then, also when that would not have been shown. Where not all groups are shown,
 * only those that are; `rows` are those shown.
 */
export function besides(resolved: Resolved, rows: RawRow[]): Resolved {
  const { filter, dimensions } = resolved;
  const some = isWhole(resolved, rows)
    ? []
    : dimensions.flatMap((dimension, index) => shownKeys(dimension, index, rows));
  return {
    ...resolved,
    having: [],
    orderBy: [],
    limit: MOST_COMPARED,
    filter: some.length ? { all: [...(filter ? [filter] : []), ...some] } : filter,
  };
}

/** All groups of the query are among the rows: none was cut off, or left out for its metrics. */
const isWhole = ({ having }: Resolved, rows: RawRow[]): boolean =>
  !having.length && Number(rows[0]?.['groups'] ?? 0) <= rows.length;

/** Periods are matched by their place in the range, not by a value. */
function shownKeys({ field, granularity }: Dimension, index: number, rows: RawRow[]): Condition[] {
  if (granularity) return [];
  const keys = new Set(rows.map((row) => row[`k${index}`] ?? null));
  const values = [...keys].filter((key) => key !== null);
  return [
    {
      any: [
        { field, not: false, test: { is: 'oneOf', values, teams: [] } },
        ...(keys.has(null) ? [{ field, not: false, test: { is: 'null' as const } }] : []),
      ],
    },
  ];
}

/**
 * The groups of an answer in their order, empty periods among them, each with what it came to in the period before. What
 * vanished since belongs into a comparison: groups that had rows only then appear with nothing now. `count`: how many
 * groups have rows, of which no more than the limit are among `groups`.
 */
export function groupsWith(
  resolved: Resolved,
  rows: RawRow[],
  previous: RawRow[] | null,
  buckets: (Buckets | null)[],
): { groups: Group[]; count: number } {
  const read = rows.map((row) => groupOf(row, resolved));
  const before = (previous ?? []).map((row) => groupOf(row, resolved));
  const vanished = isWhole(resolved, rows) ? onlyBefore(read, before, resolved, buckets) : [];
  const count = Number(rows[0]?.['groups'] ?? 0) + vanished.length;
  const shown = vanished.length ? inOrder([...read, ...vanished], resolved).slice(0, resolved.limit) : read;
  const groups = count > shown.length ? shown : withEmptyPeriods(shown, resolved, buckets);
  if (previous) addPrevious(groups, before, resolved);
  return { groups, count };
}

/** Periods beyond the range shown are not among them: a month of 31 days before one of 30. */
function onlyBefore(
  shown: Group[],
  before: Group[],
  resolved: Resolved,
  buckets: (Buckets | null)[],
): Group[] {
  const here = new Set(shown.map((group) => identity(group)));
  const fits = (key: Cell, index: number): boolean => {
    const periods = buckets[index];
    return !periods || key === null || Number(key) <= periods.starts.length;
  };
  return before
    .filter((group) => !here.has(identity(group)) && group.keys.every(fits))
    .map((group) => ({ ...group, metrics: resolved.metrics.map(countsNothing) }));
}
