import type { Condition, Test } from '../conditions';
import { CHUNK, CodeColumn, NumberColumn } from './table';
import type { ColumnTable, Kind } from './table';

/** Writes 1 for each of `count` rows from `from` on that fulfils something, 0 for the others. */
export type Mask = (from: number, count: number, out: Uint8Array) => void;

/** Whether any row of a chunk could fulfil a condition, by its least and most values. */
export type Possible = (chunk: number) => boolean;
const always: Possible = () => true;

/** Of a range in time most chunks have no row: rows lie about in the order in which they were made. */
export function possible(condition: Condition, table: ColumnTable): Possible {
  if ('any' in condition) return always;
  if ('all' in condition) {
    const parts = condition.all.map((part) => possible(part, table)).filter((part) => part !== always);
    return parts.length ? (chunk) => parts.every((part) => part(chunk)) : always;
  }
  const { field, not, test } = condition;
  const column = table.column(field);
  if (not || test.is !== 'within' || !(column instanceof NumberColumn)) return always;
  const from = boundOf(column, test.gte ?? test.gt) ?? Number.NEGATIVE_INFINITY;
  const to = boundOf(column, test.lte ?? test.lt) ?? Number.POSITIVE_INFINITY;
  if (!Object.keys(test).some((key) => key !== 'is')) return always;
  return (chunk) =>
    (column.most[chunk] ?? Number.NEGATIVE_INFINITY) >= from &&
    (column.least[chunk] ?? Number.POSITIVE_INFINITY) <= to;
}

const DAY_MS = 86_400_000;

/** A date or an instant of a condition as its column counts: days, or microseconds, to which PostgreSQL rounds. ISO text. */
export function timeOf(text: string, kind: Kind): number {
  if (kind === 'date') return Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY_MS;
  const [, whole = text, decimals = '', zone = ''] = /^([^.]+)\.(\d+)(.*)$/.exec(text) ?? [];
  return Date.parse(whole + zone) * 1000 + evenly(Number(`0.${decimals || '0'}`) * 1e6);
}

/** Rounds as C does: halves to the even neighbour. */
function evenly(value: number): number {
  const below = Math.floor(value);
  const over = value - below;
  return over > 0.5 || (over === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

/** The mask of a condition, null when it asks what columns cannot answer. */
export function maskOf(condition: Condition, table: ColumnTable): Mask | null {
  if ('all' in condition) return joined(condition.all, table, 1);
  if ('any' in condition) return joined(condition.any, table, 0);
  const { field, not, test } = condition;
  const column = table.column(field);
  const mask = column instanceof CodeColumn ? codeMask(column, test) : column && numberMask(column, test);
  return mask && not ? inverted(mask) : (mask ?? null);
}

function joined(parts: Condition[], table: ColumnTable, neutral: 0 | 1): Mask | null {
  const masks = parts.map((part) => maskOf(part, table));
  return masks.every((mask) => mask !== null) ? combined(masks, neutral) : null;
}

/** All of them (`neutral` 1) or any (0). */
export function combined(masks: readonly Mask[], neutral: 0 | 1): Mask {
  const [first, ...more] = masks;
  if (!first) return (_from, count, out) => out.fill(neutral, 0, count);
  if (!more.length) return first;
  const own = new Uint8Array(CHUNK);
  return (from, count, out) => {
    first(from, count, out);
    for (const mask of more) {
      mask(from, count, own);
      if (neutral) for (let at = 0; at < count; at += 1) out[at] = (out[at] as number) & (own[at] as number);
      else for (let at = 0; at < count; at += 1) out[at] = (out[at] as number) | (own[at] as number);
    }
  };
}

const inverted =
  (mask: Mask): Mask =>
  (from, count, out) => {
    mask(from, count, out);
    for (let at = 0; at < count; at += 1) out[at] = (out[at] as number) ^ 1;
  };

function codeMask(column: CodeColumn, test: Test): Mask | null {
  if (test.is === 'null') return marked(column, [null]);
  if (test.is !== 'oneOf' || test.teams.length) return null;
  return marked(column, test.values.map(String));
}

/** Rows that have one of these values; null is none. */
export function marked(column: CodeColumn, values: readonly (string | null)[]): Mask {
  const passing = new Uint8Array(column.most + 1);
  for (const value of values) {
    const code = value === null ? 0 : column.find(value);
    if (code >= 0) passing[code] = 1;
  }
  return (from, count, out) => {
    const { codes } = column;
    for (let at = 0; at < count; at += 1) out[at] = passing[codes[from + at] as number] as number;
  };
}

function numberMask(column: NumberColumn, test: Test): Mask | null {
  if (test.is === 'null') return compared(column, (value) => value !== value);
  if (test.is === 'within') return withinMask(column, test);
  if (test.is !== 'oneOf' || test.teams.length || column.held.kind !== 'number') return null;
  const values = new Set(test.values.map(Number));
  return compared(column, (value) => values.has(value));
}

type Within = Extract<Test, { is: 'within' }>;
/** A bound as its column counts. */
function boundOf({ held: { kind } }: NumberColumn, value: Within['gte']): number | undefined {
  if (value === undefined) return undefined;
  return kind === 'number' ? Number(value) : timeOf(String(value), kind);
}

function withinMask(column: NumberColumn, test: Within): Mask {
  const [gte, gt, lt, lte] = [test.gte, test.gt, test.lt, test.lte].map((value) => boundOf(column, value));
  const masks = [
    ...(gte === undefined ? [] : [above(column, gte)]),
    ...(lt === undefined ? [] : [below(column, lt)]),
    ...(gt === undefined ? [] : [above(column, justAbove(gt))]),
    ...(lte === undefined ? [] : [below(column, justAbove(lte))]),
  ];
  return combined(masks, 1);
}

const bits = new DataView(new ArrayBuffer(8));
/** The next double: `> x` is `>= justAbove(x)`, and `<= x` is `< justAbove(x)`. */
function justAbove(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

// Each comparison is a loop of its own, which the compiler makes tight: most of a scan is spent here. NaN passes none.
const above =
  (column: NumberColumn, bound: number): Mask =>
  (from, count, out) => {
    const { values } = column;
    for (let at = 0; at < count; at += 1) out[at] = (values[from + at] as number) >= bound ? 1 : 0;
  };
const below =
  (column: NumberColumn, bound: number): Mask =>
  (from, count, out) => {
    const { values } = column;
    for (let at = 0; at < count; at += 1) out[at] = (values[from + at] as number) < bound ? 1 : 0;
  };
const compared =
  (column: NumberColumn, passes: (value: number) => boolean): Mask =>
  (from, count, out) => {
    const { values } = column;
    for (let at = 0; at < count; at += 1) out[at] = passes(values[from + at] as number) ? 1 : 0;
  };
