import type { Widget } from '@besahubs/contracts/dashboards';
import type { FilterNode } from '@besahubs/contracts/reportFilters';
import type { DatasetInfo, ReportQueryInput } from '@besahubs/contracts/reports';
import type { Chosen } from './urlFilters';

/** How datasets call the person of a row where it is not `owner`, and whose field it then is. */
const PERSON: Partial<Record<string, string>> = { tasks: 'assignee', agents: 'agent' };

/**
 * A widget's query as the dashboard asks it: with the dashboard's range and those of its filters whose field the dataset
 * has. Drills and exports use it, so that they speak of the rows one sees. Pure.
 */
export function appliedQuery(
  { dataset, query }: Pick<Widget, 'dataset' | 'query'>,
  { range, tests }: Chosen,
  datasets: readonly DatasetInfo[],
): ReportQueryInput {
  const info = datasets.find(({ key }) => key === dataset);
  const known = new Set(info?.fields.map(({ key }) => key));
  const applied = tests
    .map((test) => (test.field === 'owner' ? { ...test, field: PERSON[dataset] ?? 'owner' } : test))
    .filter(({ field }) => known.has(field));
  return {
    ...query,
    dataset,
    ...(applied.length && { filters: [...ownFilters(query.filters), ...applied] }),
    ...(range &&
      info && { dateRange: { field: rangeField(query.dateRange) ?? info.dateField, preset: range } }),
  };
}

function ownFilters(filters: unknown): FilterNode[] {
  if (filters === undefined) return [];
  return Array.isArray(filters) ? (filters as FilterNode[]) : [filters as FilterNode];
}

const rangeField = (dateRange: unknown): string | undefined =>
  typeof dateRange === 'object' && dateRange !== null ? (dateRange as { field?: string }).field : undefined;
