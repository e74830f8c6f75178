import type { Widget } from '@besahubs/contracts/dashboards';
import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';
import { parsePreset } from '@besahubs/contracts/reportRanges';
import type { DatasetInfo, DatasetKey, ReportQueryInput } from '@besahubs/contracts/reports';
import { listOf } from './fields';
import type { Chosen } from './urlFilters';

/** How datasets call the person of a row where it is not `owner`. */
const PERSON: Partial<Record<DatasetKey, string>> = { tasks: 'assignee', agents: 'agent' };

/**
 * A widget's query as the server asks it for this dashboard: with the dashboard's range, and those of its filters that
 * mean something to the dataset. Drills and exports use it, so that they speak of the very rows one sees. Pure.
 */
export function appliedQuery(
  { dataset, query }: Pick<Widget, 'dataset' | 'query'>,
  { range, tests }: Chosen,
  datasets: readonly DatasetInfo[],
): ReportQueryInput {
  const info = datasets.find(({ key }) => key === dataset);
  const applied = tests
    .map((test) => (test.field === 'owner' ? { ...test, field: PERSON[dataset] ?? 'owner' } : test))
    .filter((test) => info && fits(test, info));
  const filtered = applied.length ? { ...query, filters: [...listed(query.filters), ...applied] } : query;
  // People are no events: the range is not about when they joined.
  const timeless = dataset === 'agents' && query.dateRange === undefined;
  return { ...(range && !timeless ? ranged(filtered, range) : filtered), dataset };
}

const listed = (filters: unknown): FilterNode[] => {
  if (filters === undefined) return [];
  return Array.isArray(filters) ? (filters as FilterNode[]) : [filters as FilterNode];
};

/** Fields of the same name can have other values elsewhere: no task is “won”. */
function fits(test: FilterTest, { fields }: DatasetInfo): boolean {
  const field = fields.find(({ key }) => key === test.field);
  if (!field) return false;
  if (field.type !== 'enum') return true;
  return listOf(test.value).every((value) => field.values?.some((choice) => choice.value === value));
}

/** All of time has nothing before it to be compared with. */
function ranged({ compare, ...query }: Widget['query'], preset: string): Widget['query'] {
  const own = query.dateRange;
  const field = typeof own === 'object' && own !== null ? (own as { field?: string }).field : undefined;
  const bounded = parsePreset(preset)?.kind !== 'all';
  return {
    ...query,
    dateRange: { preset, ...(field !== undefined && { field }) },
    ...(compare && bounded && { compare }),
  };
}
