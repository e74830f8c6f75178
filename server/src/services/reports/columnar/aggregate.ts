import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Measure, Plan } from './plan';
import { measured } from './measures';
import type { Figures, Handed, Mark, Visit } from './measures';
import { CHUNK } from './table';
import type { ColumnTable } from './table';

/** Nobody else is served meanwhile, so the work pauses after this long. */
const SLICE_MS = 4;

/** Groups that have rows, by their values: one list per grouping, one set of figures per metric. */
export interface Groups {
  keys: (string | number | null)[][];
  figures: (Handed | null)[];
  count: number;
}

/** Computes a plan over the rows of a table: some ten milliseconds per million, of which nobody waits more than a few. */
export async function aggregate(table: ColumnTable, plan: Plan): Promise<Groups> {
  const seen = new Uint8Array(plan.groups);
  const figures = plan.measures.map((measure) => measure && measured(measure, plan.groups));
  const visitors = figures.flatMap((each) => each ?? []);
  const passes = Math.max(1, ...visitors.map(({ passes: needed }) => needed.length));
  for (let pass = 0; pass < passes; pass += 1) {
    await scan(table, plan, (places, groups, count, marks) => {
      if (pass === 0) for (let at = 0; at < count; at += 1) seen[groups[at] as number] = 1;
      for (const visitor of visitors) visitor.passes[pass]?.(places, groups, count, marks);
    });
  }
  // Without groupings there is one group, also when nothing is in it.
  if (!plan.keys.length) seen[0] = 1;
  return described(plan, seen, figures);
}

async function scan(table: ColumnTable, plan: Plan, visit: Visit): Promise<void> {
  const passing = new Uint8Array(CHUNK);
  const places = new Int32Array(CHUNK);
  const groups = new Int32Array(CHUNK);
  const marks = marksOf(plan);
  let began = performance.now();
  for (let from = 0; from < table.rows; from += CHUNK) {
    if (!plan.possible(from / CHUNK)) continue;
    const count = Math.min(CHUNK, table.rows - from);
    if (plan.mask) plan.mask(from, count, passing);
    const found = select(table.alive, plan.mask ? passing : null, from, count, places);
    groups.fill(0, 0, found);
    for (const key of plan.keys) number(key, places, groups, found);
    visit(places, groups, found, marks.for(from, count, places, found));
    if (performance.now() - began < SLICE_MS) continue;
    await nextTurn();
    began = performance.now();
  }
}

/** Places of the rows that are there and pass. */
function select(
  alive: Uint8Array,
  passing: Uint8Array | null,
  from: number,
  count: number,
  places: Int32Array,
): number {
  let found = 0;
  for (let at = 0; at < count; at += 1) {
    places[found] = from + at;
    found += (alive[from + at] as number) & (passing ? (passing[at] as number) : 1);
  }
  return found;
}

/** Adds a grouping to the numbers of the groups. */
function number(key: Plan['keys'][number], places: Int32Array, groups: Int32Array, count: number): void {
  const { size } = key;
  if (!('starts' in key)) {
    const { codes } = key.column;
    for (let at = 0; at < count; at += 1)
      groups[at] = (groups[at] as number) * size + (codes[places[at] as number] as number);
    return;
  }
  const { values } = key.column;
  const { starts } = key;
  for (let at = 0; at < count; at += 1) {
    const value = values[places[at] as number] as number;
    groups[at] = (groups[at] as number) * size + (value === value ? periodOf(value, starts) : size - 1);
  }
}

/** How many periods have begun. */
function periodOf(value: number, starts: Float64Array): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Filters of measures are computed once per chunk, and read at the rows that count. */
function marksOf(plan: Plan): {
  for: (from: number, count: number, places: Int32Array, found: number) => Mark;
} {
  const buffers = new Map<Measure, { whole: Uint8Array; picked: Uint8Array }>();
  for (const measure of plan.measures)
    if (measure?.mask) buffers.set(measure, { whole: new Uint8Array(CHUNK), picked: new Uint8Array(CHUNK) });
  return {
    for: (from, count, places, found) => {
      for (const [{ mask }, { whole, picked }] of buffers) {
        mask?.(from, count, whole);
        for (let at = 0; at < found; at += 1) picked[at] = whole[(places[at] as number) - from] as number;
      }
      return (measure) => buffers.get(measure)?.picked ?? null;
    },
  };
}

function described(plan: Plan, seen: Uint8Array, figures: (Figures | null)[]): Groups {
  const numbers: number[] = [];
  for (let group = 0; group < plan.groups; group += 1) if (seen[group]) numbers.push(group);
  let rest = numbers;
  const keys = [...plan.keys].reverse().map((key) => {
    const values = rest.map((group) => valueOf(key, group % key.size));
    rest = rest.map((group) => Math.floor(group / key.size));
    return values;
  });
  return {
    keys: keys.reverse(),
    figures: figures.map((each) => each && each.handed(numbers)),
    count: numbers.length,
  };
}

const valueOf = (key: Plan['keys'][number], value: number): string | number | null => {
  if (!('starts' in key)) return key.column.text(value);
  return value === key.size - 1 ? null : value;
};
