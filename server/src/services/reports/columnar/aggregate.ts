import type { Mask } from './mask';
import { measured } from './measures';
import type { Figures, Handed, Rows } from './measures';
import type { Plan } from './plan';
import { pausesOf } from './slices';
import type { Pause } from './slices';
import { CHUNK } from './table';
import type { ColumnTable } from './table';

/** Figures and keys that are handed to the database: writing them out takes longer than computing them. */
const MOST_CELLS = 100_000;

/** Groups that have rows, by their values: one list per grouping, one set of figures per metric. */
export interface Groups {
  keys: (string | number | null)[][];
  figures: (Handed | null)[];
}

/** A measure at work, and the filter of its own. */
interface Worker {
  figures: Figures;
  narrow: ((rows: Rows, from: number, count: number) => Rows) | null;
}

/**
 * Computes a plan over the rows of a table: some ten milliseconds per million, of which nobody waits more than a few. Null
 * when that makes more groups than are worth it. Throws what `signal` was aborted with.
 */
export async function aggregate(table: ColumnTable, plan: Plan, signal: AbortSignal): Promise<Groups | null> {
  const seen = new Uint8Array(plan.groups);
  const workers = plan.measures.map(
    (measure): Worker | null =>
      measure && {
        figures: measured(measure, plan.groups),
        narrow: measure.mask && narrowing(measure.mask),
      },
  );
  const busy = workers.flatMap((worker) => worker ?? []);
  const passes = Math.max(1, ...busy.map(({ figures }) => figures.passes.length));
  const pause = pausesOf(signal);
  for (let pass = 0; pass < passes; pass += 1) {
    await scan(table, plan, pause, (rows, from, count) => {
      if (pass === 0) markSeen(seen, rows);
      for (const { figures, narrow } of busy)
        figures.passes[pass]?.(narrow ? narrow(rows, from, count) : rows);
    });
  }
  // Without groupings there is one group, also when nothing is in it.
  if (!plan.keys.length) seen[0] = 1;
  return described(
    plan,
    seen,
    workers.map((worker) => worker && worker.figures),
    pause,
  );
}

function markSeen(seen: Uint8Array, { groups, count }: Rows): void {
  for (let at = 0; at < count; at += 1) seen[groups[at] as number] = 1;
}

/** Chunk by chunk the rows that pass, with their groups. */
async function scan(
  table: ColumnTable,
  plan: Plan,
  pause: Pause,
  visit: (rows: Rows, from: number, count: number) => void,
): Promise<void> {
  const passing = new Uint8Array(CHUNK);
  const rows: Rows = { places: new Int32Array(CHUNK), groups: new Int32Array(CHUNK), count: 0 };
  for (let from = 0; from < table.rows; from += CHUNK) {
    if (!plan.possible(from / CHUNK)) continue;
    const count = Math.min(CHUNK, table.rows - from);
    if (plan.mask) plan.mask(from, count, passing);
    else passing.fill(1);
    select(table.alive, passing, from, count, rows);
    if (!plan.keys.length) rows.groups.fill(0);
    plan.keys.forEach((key, index) => number(key, rows, index === 0));
    visit(rows, from, count);
    await pause();
  }
}

// The loops below are where the time goes. Each does one thing, without branches where that is possible: an index that is
// written in any case and counted only if it holds costs less than asking.

/** Places of the rows that are there and pass. */
function select(alive: Uint8Array, passing: Uint8Array, from: number, count: number, rows: Rows): void {
  const { places } = rows;
  let found = 0;
  for (let at = 0; at < count; at += 1) {
    places[found] = from + at;
    found += (alive[from + at] as number) & (passing[at] as number);
  }
  rows.count = found;
}

/** Numbers the groups by a grouping; by a further one within those before. */
function number(key: Plan['keys'][number], { places, groups, count }: Rows, isFirst: boolean): void {
  const { size } = key;
  if (!isFirst) for (let at = 0; at < count; at += 1) groups[at] = (groups[at] as number) * size;
  else groups.fill(0, 0, count);
  if (!('starts' in key)) {
    const { codes } = key.column;
    for (let at = 0; at < count; at += 1)
      groups[at] = (groups[at] as number) + (codes[places[at] as number] as number);
    return;
  }
  const { values } = key.column;
  const { starts } = key;
  for (let at = 0; at < count; at += 1) {
    const value = values[places[at] as number] as number;
    groups[at] = (groups[at] as number) + (value === value ? periodOf(value, starts) : size - 1);
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

/** Rows of a chunk that pass a measure's own filter as well. */
function narrowing(mask: Mask): Worker['narrow'] {
  const passing = new Uint8Array(CHUNK);
  const own: Rows = { places: new Int32Array(CHUNK), groups: new Int32Array(CHUNK), count: 0 };
  return ({ places, groups, count }, from, all) => {
    mask(from, all, passing);
    let found = 0;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] as number;
      own.places[found] = place;
      own.groups[found] = groups[at] as number;
      found += passing[place - from] as number;
    }
    own.count = found;
    return own;
  };
}

async function described(
  plan: Plan,
  seen: Uint8Array,
  figures: (Figures | null)[],
  pause: Pause,
): Promise<Groups | null> {
  const numbers: number[] = [];
  for (let group = 0; group < plan.groups; group += 1) if (seen[group]) numbers.push(group);
  if (numbers.length * (plan.keys.length + figures.length) > MOST_CELLS) return null;
  let rest = numbers;
  const keys = plan.keys.toReversed().map((key) => {
    const valueOf = valuesOf(key);
    const values = rest.map((group) => valueOf(group % key.size));
    rest = rest.map((group) => Math.floor(group / key.size));
    return values;
  });
  const handed: Groups['figures'] = [];
  for (const each of figures) handed.push(each && (await each.handed(numbers, pause)));
  return { keys: keys.reverse(), figures: handed };
}

/** What the numbers of a grouping stand for; texts are written once each, since many groups share them. */
function valuesOf(key: Plan['keys'][number]): (value: number) => string | number | null {
  if ('starts' in key) return (value) => (value === key.size - 1 ? null : value);
  const known = new Map<number, string | null>();
  return (value) => {
    const text = known.get(value) ?? key.column.text(value);
    known.set(value, text);
    return text;
  };
}
