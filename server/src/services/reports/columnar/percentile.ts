import { one } from './measures';
import type { Figures, Handed, Visit } from './measures';
import type { Pause } from './slices';
import type { NumberColumn } from './table';

/** `percentile_cont` per group: one pass to learn how many values there are, one to gather them group by group. */
export function percentiles(column: NumberColumn, groups: number, fraction: number): Figures {
  /** Where the values of each group end. */
  const ends = new Float64Array(groups + 1);
  let gathered = new Float64Array(0);
  let next: Float64Array | null = null;

  const count: Visit = ({ places, groups: numbers, count: rows }) => {
    const { values } = column;
    for (let at = 0; at < rows; at += 1) {
      const value = values[places[at] as number] as number;
      const after = 1 + (numbers[at] as number);
      ends[after] = (ends[after] as number) + (value === value ? 1 : 0);
    }
  };
  const begin = (): Float64Array => {
    for (let group = 0; group < groups; group += 1)
      ends[group + 1] = (ends[group + 1] as number) + (ends[group] as number);
    gathered = new Float64Array(ends[groups] as number);
    return ends.slice(0, groups);
  };
  const gather: Visit = ({ places, groups: numbers, count: rows }) => {
    next ??= begin();
    const { values } = column;
    for (let at = 0; at < rows; at += 1) {
      const value = values[places[at] as number] as number;
      if (value !== value) continue;
      const group = numbers[at] as number;
      const free = next[group] as number;
      gathered[free] = value;
      next[group] = free + 1;
    }
  };
  const handed = async (some: number[], pause: Pause): Promise<Handed> => {
    const figures: (number | null)[] = [];
    for (const group of some)
      figures.push(await percentileOf(gathered.subarray(ends[group], ends[group + 1]), fraction, pause));
    return one(figures, 'float8');
  };
  return { passes: [count, gather], handed };
}

/** As PostgreSQL has it: between the two values around the place, in proportion. Null of nothing. Reorders the values. */
export async function percentileOf(
  values: Float64Array,
  fraction: number,
  pause: Pause,
): Promise<number | null> {
  if (!values.length) return null;
  const place = fraction * (values.length - 1);
  const below = Math.floor(place);
  const low = await nth(values, below, pause);
  if (place === below) return low;
  // What lies behind the place is not smaller: the next value is the least of it.
  let next = values[below + 1] as number;
  for (let at = below + 2; at < values.length; at += 1)
    if ((values[at] as number) < next) next = values[at] as number;
  return low + (place - below) * (next - low);
}

/** The value at a place if they were sorted; smaller ones end up before it, larger ones behind (Hoare's selection). */
async function nth(values: Float64Array, place: number, pause: Pause): Promise<number> {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    await pause();
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
