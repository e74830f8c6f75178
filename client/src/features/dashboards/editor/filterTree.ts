import { reportLimits } from '@besahubs/contracts/reportFilters';
import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';

/** Nested conditions, changed by path: `[1, 0]` is the first part of the second part. Pure. */
export type FilterGroup = { and: FilterNode[] } | { or: FilterNode[] };
export type Path = readonly number[];

export const isGroup = (node: FilterNode): node is FilterGroup => !('field' in node);
export const partsOf = (group: FilterGroup): FilterNode[] => ('and' in group ? group.and : group.or);
export const joinOf = (group: FilterGroup): 'and' | 'or' => ('and' in group ? 'and' : 'or');
const groupOf = (join: 'and' | 'or', parts: FilterNode[]): FilterGroup =>
  join === 'and' ? { and: parts } : { or: parts };

/** Any form of a filter as a group. */
export function asGroup(filter: FilterNode | FilterNode[] | undefined): FilterGroup {
  if (!filter) return { and: [] };
  if (Array.isArray(filter)) return { and: filter };
  return isGroup(filter) ? filter : { and: [filter] };
}

/** Groups nest this deep, the outermost counted. */
export const mayNest = (path: Path): boolean => path.length + 1 < reportLimits.filterDepth;

export const leavesIn = (node: FilterNode): number =>
  isGroup(node) ? partsOf(node).reduce((sum, part) => sum + leavesIn(part), 0) : 1;

function change(group: FilterGroup, path: Path, how: (group: FilterGroup) => FilterGroup): FilterGroup {
  const [index, ...rest] = path;
  if (index === undefined) return how(group);
  const parts = partsOf(group).map((part, at) =>
    at === index && isGroup(part) ? change(part, rest, how) : part,
  );
  return groupOf(joinOf(group), parts);
}

/** `path` is that of the group added to. */
export const addPart = (tree: FilterGroup, path: Path, part: FilterNode): FilterGroup =>
  change(tree, path, (group) => groupOf(joinOf(group), [...partsOf(group), part]));

/** `path` is that of the part itself. */
export const setPart = (tree: FilterGroup, path: Path, part: FilterNode): FilterGroup =>
  change(tree, path.slice(0, -1), (group) =>
    groupOf(
      joinOf(group),
      partsOf(group).map((each, at) => (at === path.at(-1) ? part : each)),
    ),
  );

/** Takes a part away, and every group that is left empty by it; the outermost stays. */
export function removePart(tree: FilterGroup, path: Path): FilterGroup {
  const parent = path.slice(0, -1);
  const next = change(tree, parent, (group) =>
    groupOf(
      joinOf(group),
      partsOf(group).filter((_part, at) => at !== path.at(-1)),
    ),
  );
  if (!parent.length) return next;
  const left = parent.reduce<FilterNode | undefined>(
    (node, at) => (node && isGroup(node) ? partsOf(node)[at] : undefined),
    next,
  );
  return left && isGroup(left) && !partsOf(left).length ? removePart(next, parent) : next;
}

/** All must hold, or any. */
export const setJoin = (tree: FilterGroup, path: Path, join: 'and' | 'or'): FilterGroup =>
  change(tree, path, (group) => groupOf(join, partsOf(group)));

/** Says something already: has the values its operator needs. */
function isComplete({ op, value }: FilterTest): boolean {
  if (op === 'isNull' || op === 'isNotNull') return true;
  if (value === undefined || value === '') return false;
  if (!Array.isArray(value)) return typeof value !== 'number' || Number.isFinite(value);
  return op === 'between' ? value.length === 2 && value.every((each) => each !== '') : value.length > 0;
}

/** The tree without conditions that are not complete; null when nothing is left. */
export function completeOnly(group: FilterGroup): FilterGroup | null {
  const parts = partsOf(group).flatMap((part): FilterNode[] => {
    if (!isGroup(part)) return isComplete(part) ? [part] : [];
    const kept = completeOnly(part);
    return kept ? [kept] : [];
  });
  return parts.length ? groupOf(joinOf(group), parts) : null;
}

/** Paths of conditions without a value, as the server writes them: `and.1.or.0`. */
export function incomplete(group: FilterGroup, at = ''): string[] {
  return partsOf(group).flatMap((part, index) => {
    const path = `${at}${joinOf(group)}.${index}`;
    if (isGroup(part)) return incomplete(part, `${path}.`);
    return isComplete(part) ? [] : [path];
  });
}
