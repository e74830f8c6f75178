import type { Measure } from './plan';
import { percentiles } from './percentile';
import type { Pause } from './slices';
import { ExactSums, decimalOf } from './sums';
import { CodeColumn, NumberColumn } from './table';

/** Rows that count, the first `count` of the lists: where they are, and the number of their group. */
export interface Rows {
  places: Int32Array;
  groups: Int32Array;
  count: number;
}
export type Visit = (rows: Rows) => void;

/** Figures of groups for a statement: one list or two, and the figure as SQL over their names. */
export interface Handed {
  lists: { values: (string | number | null)[]; cast: string }[];
  sql(names: string[]): string;
}

/** A measure being computed: what it does in each pass over the rows, and what came of it for the groups asked for. */
export interface Figures {
  passes: Visit[];
  /** `pause` is for whoever has the values of all rows to look through. */
  handed(groups: number[], pause: Pause): Handed | Promise<Handed>;
}

/** `groups` is how many there may be. Of nothing a count is 0 and everything else null, as in SQL. */
export function measured({ agg, column }: Measure, groups: number): Figures {
  if (agg === 'count') return counted(column, groups);
  if (agg === 'countDistinct' && column instanceof CodeColumn) return distinct(column, groups);
  if (!(column instanceof NumberColumn)) throw new Error(`${agg} is not computed from columns`);
  if (agg === 'sum' || agg === 'avg') return summed(column, groups, agg);
  if (agg === 'min' || agg === 'max') return extreme(column, groups, agg);
  return percentiles(column, groups, agg === 'median' ? 0.5 : 0.9);
}

export const one = (values: (string | number | null)[], cast: string): Handed => ({
  lists: [{ values, cast }],
  sql: ([name = '']) => name,
});

const valuesOf = (array: Float64Array, groups: number[]): number[] =>
  groups.map((group) => array[group] as number);

function counted(column: Measure['column'], groups: number): Figures {
  const counts = new Float64Array(groups);
  return {
    passes: [(rows) => count(rows, column, counts)],
    handed: (some) => one(valuesOf(counts, some), 'bigint'),
  };
}

/** Adds the rows that have a value to the counts of their groups. */
function count({ places, groups, count: rows }: Rows, column: Measure['column'], counts: Float64Array): void {
  if (!column) {
    for (let at = 0; at < rows; at += 1) {
      const group = groups[at] as number;
      counts[group] = (counts[group] as number) + 1;
    }
  } else if (column instanceof CodeColumn) {
    const { codes } = column;
    for (let at = 0; at < rows; at += 1) {
      const group = groups[at] as number;
      if (codes[places[at] as number] !== 0) counts[group] = (counts[group] as number) + 1;
    }
  } else {
    const { values } = column;
    for (let at = 0; at < rows; at += 1) {
      const group = groups[at] as number;
      if (!Number.isNaN(values[places[at] as number])) counts[group] = (counts[group] as number) + 1;
    }
  }
}

function summed(column: NumberColumn, groups: number, agg: 'sum' | 'avg'): Figures {
  const { scale } = column.held;
  const sums = new ExactSums(groups);
  const counts = new Float64Array(groups);
  const unit = 10 ** scale;
  const add: Visit = ({ places, groups: numbers, count: rows }) => {
    const { values } = column;
    for (let at = 0; at < rows; at += 1) {
      const value = values[places[at] as number] as number;
      if (value !== value) continue;
      const group = numbers[at] as number;
      sums.add(group, Math.round(value * unit));
      counts[group] = (counts[group] as number) + 1;
    }
  };
  const handed = (some: number[]): Handed => {
    const totals = some.map((group) => (counts[group] ? decimalOf(sums.total(group), scale) : null));
    if (agg === 'sum') return one(totals, 'numeric');
    return {
      lists: [
        { values: totals, cast: 'numeric' },
        { values: valuesOf(counts, some), cast: 'bigint' },
      ],
      sql: ([sum, number]) => `${sum} / NULLIF(${number}, 0)`,
    };
  };
  return { passes: [add], handed };
}

function extreme(column: NumberColumn, groups: number, agg: 'min' | 'max'): Figures {
  const best = new Float64Array(groups).fill(Number.NaN);
  const add: Visit = ({ places, groups: numbers, count: rows }) => {
    const { values } = column;
    for (let at = 0; at < rows; at += 1) {
      const value = values[places[at] as number] as number;
      if (value !== value) continue;
      const group = numbers[at] as number;
      const known = best[group] as number;
      if (known !== known || (agg === 'min' ? value < known : value > known)) best[group] = value;
    }
  };
  const handed = (some: number[]): Handed =>
    one(
      valuesOf(best, some).map((value) => (Number.isNaN(value) ? null : value.toFixed(column.held.scale))),
      'numeric',
    );
  return { passes: [add], handed };
}

/** A bit per group and value. */
function distinct(column: CodeColumn, groups: number): Figures {
  const width = column.most + 1;
  const seen = new Uint8Array(Math.ceil((groups * width) / 8));
  const counts = new Float64Array(groups);
  const add: Visit = ({ places, groups: numbers, count: rows }) => {
    const { codes } = column;
    for (let at = 0; at < rows; at += 1) {
      const code = codes[places[at] as number] as number;
      if (code === 0) continue;
      const group = numbers[at] as number;
      const bit = group * width + code;
      const byte = Math.floor(bit / 8);
      const flag = 1 << (bit % 8);
      if ((seen[byte] as number) & flag) continue;
      seen[byte] = (seen[byte] as number) | flag;
      counts[group] = (counts[group] as number) + 1;
    }
  };
  return { passes: [add], handed: (some) => one(valuesOf(counts, some), 'bigint') };
}
