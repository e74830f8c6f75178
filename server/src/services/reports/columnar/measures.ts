import type { Measure } from './plan';
import { percentiles } from './percentile';
import { ExactSums, decimalOf } from './sums';
import { CodeColumn, NumberColumn } from './table';

/** Rows that count, `count` of them: where they are, and the number of their group. */
export type Visit = (places: Int32Array, groups: Int32Array, count: number, mark: Mark) => void;
/** Whether a measure's own filter holds for each of the rows of a visit; null when it has none. */
export type Mark = (measure: Measure) => Uint8Array | null;

/** Figures of groups for a statement: one list or two, and the figure as SQL over their names. */
export interface Handed {
  lists: { values: (string | number | null)[]; cast: string }[];
  sql(names: string[]): string;
}

/** A measure being computed: what it does in each pass over the rows, and what came of it for the groups asked for. */
export interface Figures {
  passes: Visit[];
  handed(groups: number[]): Handed;
}

/** `groups` is how many there may be. Of nothing a count is 0 and everything else null, as in SQL. */
export function measured(measure: Measure, groups: number): Figures {
  const { agg, column } = measure;
  if (agg === 'count') return counted(measure, groups);
  if (agg === 'countDistinct' && column instanceof CodeColumn) return distinct(measure, column, groups);
  if (!(column instanceof NumberColumn)) throw new Error(`${agg} is not computed from columns`);
  if (agg === 'sum' || agg === 'avg') return summed(measure, column, groups, agg);
  if (agg === 'min' || agg === 'max') return extreme(measure, column, groups, agg);
  return percentiles(measure, column, groups, agg === 'median' ? 0.5 : 0.9);
}

const one = (values: (string | number | null)[], cast: string): Handed => ({
  lists: [{ values, cast }],
  sql: ([name = '']) => name,
});

function counted(measure: Measure, groups: number): Figures {
  const counts = new Float64Array(groups);
  const { column } = measure;
  const add: Visit = (places, numbers, count, mark) => {
    const marks = mark(measure);
    for (let at = 0; at < count; at += 1) {
      if (marks && !marks[at]) continue;
      if (column && isNone(column, places[at] as number)) continue;
      const group = numbers[at] as number;
      counts[group] = (counts[group] as number) + 1;
    }
  };
  return { passes: [add], handed: (some) => one(valuesOf(counts, some), 'bigint') };
}

const isNone = (column: CodeColumn | NumberColumn, place: number): boolean =>
  column instanceof CodeColumn ? column.codes[place] === 0 : Number.isNaN(column.values[place]);

const valuesOf = (array: Float64Array, groups: number[]): number[] =>
  groups.map((group) => array[group] as number);

function summed(measure: Measure, column: NumberColumn, groups: number, agg: 'sum' | 'avg'): Figures {
  const { scale } = column.held;
  const sums = new ExactSums(groups);
  const counts = new Float64Array(groups);
  const unit = 10 ** scale;
  const add: Visit = (places, numbers, count, mark) => {
    const marks = mark(measure);
    const { values } = column;
    for (let at = 0; at < count; at += 1) {
      const value = values[places[at] as number] as number;
      if ((marks && !marks[at]) || value !== value) continue;
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
      sql: ([sum, count]) => `${sum} / NULLIF(${count}, 0)`,
    };
  };
  return { passes: [add], handed };
}

function extreme(measure: Measure, column: NumberColumn, groups: number, agg: 'min' | 'max'): Figures {
  const best = new Float64Array(groups).fill(Number.NaN);
  const add: Visit = (places, numbers, count, mark) => {
    const marks = mark(measure);
    const { values } = column;
    for (let at = 0; at < count; at += 1) {
      const value = values[places[at] as number] as number;
      if ((marks && !marks[at]) || value !== value) continue;
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
function distinct(measure: Measure, column: CodeColumn, groups: number): Figures {
  const width = column.most + 1;
  const seen = new Uint8Array(Math.ceil((groups * width) / 8));
  const counts = new Float64Array(groups);
  const add: Visit = (places, numbers, count, mark) => {
    const marks = mark(measure);
    const { codes } = column;
    for (let at = 0; at < count; at += 1) {
      const code = codes[places[at] as number] as number;
      if ((marks && !marks[at]) || code === 0) continue;
      const group = numbers[at] as number;
      const bit = group * width + code;
      const byte = Math.floor(bit / 8);
      const flag = 1 << (bit & 7);
      if ((seen[byte] as number) & flag) continue;
      seen[byte] = (seen[byte] as number) | flag;
      counts[group] = (counts[group] as number) + 1;
    }
  };
  return { passes: [add], handed: (some) => one(valuesOf(counts, some), 'bigint') };
}
