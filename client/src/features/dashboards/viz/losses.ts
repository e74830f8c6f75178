import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import type { FilterNode } from '@besahubs/contracts/reportFilters';

type Filters = FilterNode | readonly FilterNode[] | undefined;

/** Do the conditions let nothing but lost deals pass? */
function lostAlone(filters: Filters): boolean {
  if (filters === undefined) return false;
  if (Array.isArray(filters)) return filters.some(lostAlone);
  const node = filters as FilterNode;
  if ('and' in node) return node.and.some(lostAlone);
  if ('or' in node) return node.or.every(lostAlone);
  const { field, op, value } = node;
  if (!/(^|\.)(status|stage)$/.test(field) || (op !== 'eq' && op !== 'in')) return false;
  return [value].flat().every((each) => each === 'lost');
}

/** Is a metric about what was lost, so that more of it is nothing good? */
export function isOfLosses(query: ReportQueryInput, id: string): boolean {
  const { metrics, filters } = reportQuery.parse(query);
  if (lostAlone(filters)) return true;
  const metric = metrics.find((each) => each.id === id);
  return metric !== undefined && metric.agg !== 'ratio' && lostAlone(metric.filter);
}
