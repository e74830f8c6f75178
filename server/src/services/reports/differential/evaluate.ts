import type { ReportQuery } from '@besahubs/contracts/reports';
import { dateFieldOf, fieldSpec } from './catalog';
import type { Asking } from './fields';
import { passes } from './filter';
import { figures } from './metrics';
import type { Figure } from './metrics';
import { compareSpan, rangeSpan, within } from './ranges';
import { periodKey, periodsThrough } from './time';
import type { Grain, Span } from './time';
import { toNumber } from './values';
import type { Row } from './world';

/** The group of all that is not in the top. */
export const OTHER = { other: true } as const;
/** A group’s value of one grouping: what is in `rows`, of links the id. */
export type Dim = string | number | boolean | null | typeof OTHER;
export interface Group {
  dims: Dim[];
  figures: Record<string, Figure>;
  previous?: Record<string, Figure>;
}
export interface Expected {
  groups: Map<string, Group>;
  /** Of each grouping by date, its periods from first to last; of others, the values there are. */
  values: Dim[][];
  /** A group without rows. */
  empty: Record<string, Figure>;
  emptyPrevious(dims: Dim[]): Record<string, Figure>;
  totals: Record<string, Figure>;
  previousTotals: Record<string, Figure>;
  range: Span | null;
  compareRange: Span | null;
  /** Where equal figures leave it open which group is in the top. */
  openTop: boolean;
  /** A grouping has more periods than may be shown. */
  tooMany: boolean;
}
const MOST_PERIODS = 1000;

/** To the digits that both sides have for certain. */
export const rounded = (value: number): number => Number(value.toFixed(8));
export const keyOf = (dims: readonly Dim[]): string => JSON.stringify(dims);
const rowsIn = <T>(rows: readonly Row[], part: (row: Row) => T): Map<T, Row[]> => {
  const parts = new Map<T, Row[]>();
  for (const row of rows) parts.set(part(row), [...(parts.get(part(row)) ?? []), row]);
  return parts;
};

/** The answer by the rules, slowly. `grains`: of each grouping, since `auto` is the engine’s choice. */
export function evaluate(query: ReportQuery, asking: Asking, grains: (Grain | undefined)[]): Expected {
  const dataset = query.dataset;
  const dateField = query.dateRange?.field ?? dateFieldOf(dataset);
  const instants = fieldSpec(dataset, dateField).type === 'instant';
  const dateIn = (row: Row) => fieldSpec(dataset, dateField).get(row, asking) as number | string | null;
  const range = query.dateRange ? rangeSpan(query.dateRange, instants, asking) : null;
  const compareRange =
    query.compare && query.dateRange
      ? compareSpan(query.dateRange, query.compare.mode, instants, asking)
      : null;

  const matching = asking.seen[dataset].filter((row) => passes(query.filters, row, dataset, asking));
  const base = matching.filter((row) => !range || within(range, dateIn(row)));
  const before = compareRange ? matching.filter((row) => within(compareRange, dateIn(row))) : [];
  const measure = (rows: readonly Row[]) => figures(query.metrics, rows, dataset, asking);

  const dimOf = (row: Row, place: number): Dim => {
    const { field } = query.groupBy[place] as ReportQuery['groupBy'][number];
    const value = fieldSpec(dataset, field).get(row, asking);
    const grain = grains[place];
    if (grain && value !== null) return periodKey(value as number | string, grain, asking);
    return typeof value === 'bigint' ? rounded(toNumber(value)) : (value as Dim);
  };
  const top = topOf(query, base, dimOf, measure);
  const dimsOf = (row: Row): Dim[] =>
    query.groupBy.map((_, place) => {
      const dim = dimOf(row, place);
      return top?.place === place && !top.values.has(dim) ? OTHER : dim;
    });

  const shown =
    top && !query.topN?.other ? base.filter((row) => top.values.has(dimOf(row, top.place))) : base;
  const groups = new Map<string, Group>();
  for (const [key, rows] of rowsIn(shown, (row) => keyOf(dimsOf(row))))
    groups.set(key, { dims: dimsOf(rows[0] as Row), figures: measure(rows) });
  if (!query.groupBy.length && !groups.size) groups.set('[]', { dims: [], figures: measure([]) });

  const spanOf = (place: number, rows: readonly Row[], bounds: Span | null): string[] | null => {
    const { field } = query.groupBy[place] as ReportQuery['groupBy'][number];
    const grain = grains[place];
    if (!grain) return [];
    const values = rows
      .map((row) => fieldSpec(dataset, field).get(row, asking))
      .filter((value) => value !== null);
    const sorted = (values as (number | string)[]).sort((a, b) => (a < b ? -1 : 1));
    const limits = field === dateField ? bounds : null;
    const first = limits?.from ?? sorted[0];
    const last = limits?.to != null ? justBefore(limits.to) : sorted.at(-1);
    if (first === undefined || last === undefined || first > last) return [];
    return periodsThrough(first, last, grain, asking, MOST_PERIODS);
  };
  const spans = query.groupBy.map((_, place) => spanOf(place, base, range));
  const valuesOf = (place: number): Dim[] => [
    ...new Set([...groups.values()].map(({ dims }) => dims[place] as Dim)),
  ];
  const nulls = (place: number): Dim[] => valuesOf(place).filter((value) => value === null);
  const previous = previousFigures(query, before, { dimsOf, measure, spans, spanOf, compareRange });
  const whole = !query.having?.length && groups.size <= query.limit;
  for (const dims of compareRange && whole ? previous.vanished() : [])
    if (!groups.has(keyOf(dims))) groups.set(keyOf(dims), { dims, figures: measure([]) });
  for (const group of groups.values()) if (compareRange) group.previous = previous.of(group.dims);

  applyHaving(query, groups);
  return {
    groups,
    values: query.groupBy.map((_, place) =>
      grains[place] ? [...(spans[place] ?? []), ...nulls(place)] : valuesOf(place),
    ),
    empty: measure([]),
    emptyPrevious: previous.of,
    totals: measure(base),
    previousTotals: measure(before),
    range,
    compareRange,
    openTop: top?.open ?? false,
    tooMany: spans.some((span) => span === null),
  };
}

const justBefore = (bound: number | string): number | string =>
  typeof bound === 'number' ? bound - 1 : new Date(Date.parse(bound) - 86_400_000).toISOString().slice(0, 10);

type Measure = (rows: readonly Row[]) => Record<string, Figure>;

/** The n values of a grouping whose figure is largest; null is a value too, and figures that are null come last. */
function topOf(
  query: ReportQuery,
  base: readonly Row[],
  dimOf: (row: Row, place: number) => Dim,
  measure: Measure,
): { place: number; values: Set<Dim>; open: boolean } | null {
  const { topN, metrics } = query;
  if (!topN) return null;
  const isTime = (field: string) => ['instant', 'date'].includes(fieldSpec(query.dataset, field).type);
  const place = query.groupBy.findIndex(({ field }) => (topN.field ? field === topN.field : !isTime(field)));
  const by = topN.by ?? metrics.find(({ hidden }) => !hidden)?.id ?? '';
  const ranked = [...rowsIn(base, (row) => dimOf(row, place))]
    .map(([value, rows]) => ({ value, figure: measure(rows)[by] ?? null }))
    .sort((a, b) => compareFigures(b.figure, a.figure));
  const [last, next] = [ranked[topN.n - 1], ranked[topN.n]];
  return {
    place,
    values: new Set(ranked.slice(0, topN.n).map(({ value }) => value)),
    open: last !== undefined && next !== undefined && compareFigures(last.figure, next.figure) === 0,
  };
}

/** Null is less than anything; numbers are equal within what doubles lose. */
export function compareFigures(a: Figure, b: Figure): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'number' && Math.abs(a - Number(b)) <= 1e-12 * Math.abs(a)) return 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Before {
  dimsOf(row: Row): Dim[];
  measure: Measure;
  spans: (string[] | null)[];
  spanOf(place: number, rows: readonly Row[], bounds: Span | null): string[] | null;
  compareRange: Span | null;
}
/**
 * The compared period: figures by the group they stand beside, and the groups that had rows only then (they are shown
 * too, unless there are conditions or more groups than the limit). Periods stand beside each other by their place.
 */
function previousFigures(query: ReportQuery, before: readonly Row[], how: Before) {
  const none = { of: (): Record<string, Figure> => ({}), vanished: (): Dim[][] => [] };
  if (!how.compareRange) return none;
  const earlier = query.groupBy.map((_, place) => how.spanOf(place, before, how.compareRange) ?? []);
  const found = rowsIn(before, (row) => keyOf(how.dimsOf(row)));
  const moved = (dims: readonly Dim[], from: (string[] | null)[], to: (string[] | null)[]): Dim[] =>
    dims.map((dim, place) => {
      const index = from[place]?.length && typeof dim === 'string' ? from[place].indexOf(dim) : -1;
      return index >= 0 ? (to[place]?.[index] ?? NOWHERE) : dim;
    });
  return {
    of: (dims: readonly Dim[]) => how.measure(found.get(keyOf(moved(dims, how.spans, earlier))) ?? []),
    vanished: () =>
      [...found.values()]
        .map((rows) => moved(how.dimsOf(rows[0] as Row), earlier, how.spans))
        .filter((dims) => !dims.includes(NOWHERE)),
  };
}
const NOWHERE = 'no such period';

function applyHaving(query: ReportQuery, groups: Map<string, Group>): void {
  for (const [key, group] of groups) {
    const kept = (query.having ?? []).every(({ id, op, value }) =>
      holds(group.figures[id] ?? null, op, value),
    );
    if (!kept) groups.delete(key);
  }
}
/** A figure that is null is no number: only “is not” holds of it. */
function holds(figure: Figure, op: string, value: number): boolean {
  if (figure === null) return op === 'ne';
  const order = compareFigures(figure, value);
  if (op === 'eq' || op === 'ne') return (order === 0) === (op === 'eq');
  if (op === 'gt' || op === 'lt') return op === 'gt' ? order > 0 : order < 0;
  return op === 'gte' ? order >= 0 : order <= 0;
}
