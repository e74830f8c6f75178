import { fieldsOf, rangeCondition } from '../compile';
import type { Period } from '../compile';
import type { Condition } from '../conditions';
import type { Field } from '../dataset';
import { isAdditive } from '../figures';
import type { Aggregated } from '../metrics';
import type { Resolved } from '../resolve';
import { combined, maskOf, possible, timeOf } from './mask';
import type { Mask, Possible } from './mask';
import { CodeColumn } from './table';
import type { Column, ColumnTable, Held, NumberColumn } from './table';

/** Groups that are counted in arrays, and values within groups that are told apart; more than that is for the database. */
const MOST_GROUPS = 1 << 18;
const MOST_DISTINCT = 1 << 26;
/** Values that percentiles gather: a quarter of a gigabyte. */
const MOST_GATHERED = 1 << 25;

/** One grouping: codes of a column, or periods. Its values run from 0 to `size` - 1. */
type Key =
  { column: CodeColumn; size: number } | { column: NumberColumn; starts: Float64Array; size: number };

export interface Measure {
  agg: Aggregated['agg'];
  /** Null for `count(*)`. */
  column: Column | null;
  mask: Mask | null;
}

/** A query in terms of columns: what to look at, what to group by, what to compute. */
export interface Plan {
  mask: Mask | null;
  possible: Possible;
  keys: Key[];
  /** Of the query's metrics; null for ratios, which follow from the others. */
  measures: (Measure | null)[];
  groups: number;
}

/** Whether every field is held, and what is done with them is known here. */
export function isHeld(resolved: Resolved, held: readonly Held[]): boolean {
  const fields = new Set(held.map(({ field }) => field));
  if (!fieldsOf(resolved).every((field) => fields.has(field))) return false;
  return !resolved.topN || resolved.metrics.every(isAdditive);
}

/** The plan of a query for the rows of a table that are in scope, null when columns cannot answer it. */
export function planOf(
  resolved: Resolved,
  { span, buckets }: Period,
  table: ColumnTable,
  scope: Mask | null,
): Plan | null {
  const { dimensions, metrics, filter, range } = resolved;
  const conditions: Condition[] = [
    ...(range && span ? [rangeCondition(range.field, span, resolved)] : []),
    ...(filter ? [filter] : []),
  ];
  const condition = { all: conditions };
  const asked = maskOf(condition, table);
  if (!asked) return null;
  const masks = [...(scope ? [scope] : []), ...(conditions.length ? [asked] : [])];
  const keys = dimensions.map(({ field }, index) => keyOf(table.column(field), buckets[index]?.starts));
  const measures = metrics.map((metric) => (metric.kind === 'ratio' ? null : measureOf(metric, table)));
  if (!keys.every((key) => key !== null)) return null;
  const groups = keys.reduce((product, { size }) => product * size, 1);
  if (groups > MOST_GROUPS || measures.includes(undefined)) return null;
  if (measures.some((measure) => measure && widthOf(measure) * groups > MOST_DISTINCT)) return null;
  if (measures.filter(gathers).length * table.rows > MOST_GATHERED) return null;
  return {
    mask: masks.length ? combined(masks, 1) : null,
    possible: possible(condition, table),
    keys,
    measures: measures as Plan['measures'],
    groups,
  };
}

/** The same without groupings: what totals are over. */
export const totalPlan = (plan: Plan): Plan => ({ ...plan, keys: [], groups: 1 });

/** As `width_bucket` numbers periods: 0 before the first, 1 and up; the last value stands for none. */
function keyOf(column: Column | undefined, starts: string[] | undefined): Key | null {
  if (column instanceof CodeColumn) return { column, size: column.most + 1 };
  if (!column || !starts) return null;
  const times = Float64Array.from(starts, (start) => timeOf(start, column.held.kind));
  return { column, starts: times, size: times.length + 2 };
}

const gathers = (measure: Measure | null | undefined): boolean =>
  measure?.agg === 'median' || measure?.agg === 'p90';
const widthOf = ({ agg, column }: Measure): number =>
  agg === 'countDistinct' && column instanceof CodeColumn ? column.most + 1 : 0;

/** Undefined when columns do not know how. */
function measureOf({ agg, field, filter }: Aggregated, table: ColumnTable): Measure | undefined {
  const mask = filter && maskOf(filter, table);
  if (filter && !mask) return undefined;
  if (!field) return { agg, column: null, mask };
  const column = table.column(field);
  if (!column || !knows(agg, column, field)) return undefined;
  return { agg, column, mask };
}

const knows = (agg: Aggregated['agg'], column: Column, field: Field): boolean => {
  if (agg === 'count') return true;
  if (agg === 'countDistinct') return column instanceof CodeColumn;
  return field.type === 'number';
};
