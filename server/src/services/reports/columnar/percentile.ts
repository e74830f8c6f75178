import type { Figures, Visit } from './measures';
import type { Measure } from './plan';
import type { NumberColumn } from './table';

/** `percentile_cont` per group: one pass to learn how many values there are, one to gather them group by group. */
export function percentiles(
  measure: Measure,
  column: NumberColumn,
  groups: number,
  fraction: number,
): Figures {
  const ends = new Float64Array(groups + 1);
  let gathered = new Float64Array(0);
  let filled: Float64Array | null = null;

  const each = (visit: (group: number, value: number) => void): Visit => {
    return (places, numbers, count, mark) => {
      const marks = mark(measure);
      const { values } = column;
      for (let at = 0; at < count; at += 1) {
        const value = values[places[at] as number] as number;
        if ((marks && !marks[at]) || value !== value) continue;
        visit(numbers[at] as number, value);
      }
    };
  };
  const count = each((group) => {
    ends[group + 1] = (ends[group + 1] as number) + 1;
  });
  const gather = each((group, value) => {
    const next = filled as Float64Array;
    gathered[next[group] as number] = value;
    next[group] = (next[group] as number) + 1;
  });
  const begin = (): void => {
    for (let group = 0; group < groups; group += 1)
      ends[group + 1] = (ends[group + 1] as number) + (ends[group] as number);
    gathered = new Float64Array(ends[groups] as number);
    filled = ends.slice(0, groups);
  };
  return {
    passes: [
      count,
      (...rows) => {
        if (!filled) begin();
        gather(...rows);
      },
    ],
    handed: (some) => ({
      lists: [
        {
          values: some.map((group) =>
            percentileOf(gathered.subarray(ends[group], ends[group + 1]), fraction),
          ),
          cast: 'float8',
        },
      ],
      sql: ([name = '']) => name,
    }),
  };
}

/** As PostgreSQL has it: between the two values around the place, in proportion. Null of nothing. Reorders the values. */
export function percentileOf(values: Float64Array, fraction: number): number | null {
  if (!values.length) return null;
  const place = fraction * (values.length - 1);
  const below = Math.floor(place);
  const low = nth(values, below);
  if (place === below) return low;
  // What lies behind the place is not smaller: the next value is the least of it.
  let next = values[below + 1] as number;
  for (let at = below + 2; at < values.length; at += 1)
    if ((values[at] as number) < next) next = values[at] as number;
  return low + (place - below) * (next - low);
}

/** The value at a place if they were sorted; smaller ones end up before it, larger ones behind (Hoare's selection). */
function nth(values: Float64Array, place: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values, low, high);
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) < pivot) left += 1;
      while ((values[right] as number) > pivot) right -= 1;
      if (left > right) break;
      const held = values[left] as number;
      values[left] = values[right] as number;
      values[right] = held;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place] as number;
}

/** Of the first, the middle and the last the one between: sorted input must not be the worst case. */
function middleOf(values: Float64Array, low: number, high: number): number {
  const a = values[low] as number;
  const b = values[(low + high) >>> 1] as number;
  const c = values[high] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
