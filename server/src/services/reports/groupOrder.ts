import type { Cell } from '@besahubs/contracts/reports';
import { isTime } from './dataset';
import type { Group } from './groups';
import type { Resolved } from './resolve';

interface Rank {
  of: (group: Group) => Cell;
  desc: boolean;
  nullsFirst: boolean;
}

/** The order that `order.ts` writes as SQL, for groups that came from two statements. */
export function inOrder(groups: Group[], resolved: Resolved): Group[] {
  const ranks = ranksOf(resolved);
  const compare = (a: Group, b: Group): number => {
    for (const { of, desc, nullsFirst } of ranks) {
      const [x, y] = [of(a), of(b)];
      if (x === y) continue;
      if (x === null || y === null) return (x === null) === nullsFirst ? -1 : 1;
      return x < y === desc ? 1 : -1;
    }
    return 0;
  };
  return groups.toSorted(compare);
}

function ranksOf({ dimensions, metrics, orderBy }: Resolved): Rank[] {
  const metric = (index: number) => (group: Group) => group.metrics[index] ?? null;
  const dimension = (index: number) => (group: Group) => placeOf(group, index, dimensions);
  const largest = { of: metric(metrics.findIndex(({ hidden }) => !hidden)), desc: true, nullsFirst: false };
  const asked = orderBy.map((term) => ({
    of: term.metric === null ? dimension(term.dimension ?? 0) : metric(term.metric),
    desc: term.desc,
    nullsFirst: term.nullsFirst,
  }));
  const natural = dimensions.flatMap(({ field }, index) => {
    const own = { of: dimension(index), desc: false, nullsFirst: false };
    return isTime(field) || field.values ? [own] : [largest, own];
  });
  return [...asked, ...natural];
}

/** Choices by their order, links by their names, everything else by its value. */
function placeOf({ keys, labels }: Group, index: number, dimensions: Resolved['dimensions']): Cell {
  const key = keys[index] ?? null;
  const field = dimensions[index]?.field;
  if (field?.values) return key === null ? null : field.values.findIndex(({ value }) => value === key);
  return field?.labels ? (labels[index] ?? null) : key;
}
