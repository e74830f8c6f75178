import type { DashboardFilters } from '@besahubs/contracts/dashboards';
import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';
import { parsePreset } from '@besahubs/contracts/reportRanges';
import { reportQuery } from '@besahubs/contracts/reports';
import type { DatasetKey, ReportQuery } from '@besahubs/contracts/reports';
import { AppError } from '../../lib/errors';
import type { Ctx } from '../context';
import { fieldOf } from '../reports/dataset';
import { checkQuery } from '../reports/queryEngine';
import { datasets } from '../reports/registry';

/** Whom a dashboard means by `owner`: the person whose row it is. */
const personField: Record<DatasetKey, string> = {
  deals: 'owner',
  tasks: 'assignee',
  properties: 'owner',
  contacts: 'owner',
  campaigns: 'owner',
  agents: 'agent',
  stageEvents: 'owner',
  leases: 'owner',
  activities: 'owner',
  emailEvents: 'owner',
};

/** A widget's query with the dashboard's filters, and the names of those that mean nothing to its dataset. */
export function withFilters(
  ctx: Ctx,
  query: ReportQuery,
  { dateRange, filters = [] }: DashboardFilters,
): { query: ReportQuery; ignored: string[] } {
  const fitting: FilterTest[] = [];
  const ignored: string[] = [];
  for (const test of filters) {
    const named = test.field === 'owner' ? { ...test, field: personField[query.dataset] } : test;
    if (fits(ctx, query.dataset, named)) fitting.push(named);
    else ignored.push(test.field);
  }
  const filtered = fitting.length ? { ...query, filters: [...listed(query.filters), ...fitting] } : query;
  if (!dateRange) return { query: filtered, ignored };
  // People are no events: those who joined in a quarter are not those who sold in it.
  if (query.dataset === 'agents' && !query.dateRange)
    return { query: filtered, ignored: [...ignored, 'dateRange'] };
  return { query: ranged(filtered, dateRange), ignored };
}

const listed = (filters: ReportQuery['filters']): FilterNode[] => {
  if (!filters) return [];
  return Array.isArray(filters) ? filters : [filters];
};

/** The widget's own date in the dashboard's range; all of time has nothing before it to be compared with. */
function ranged({ compare, ...query }: ReportQuery, preset: string): ReportQuery {
  const field = query.dateRange?.field;
  const bounded = parsePreset(preset)?.kind !== 'all';
  return {
    ...query,
    dateRange: { preset, ...(field !== undefined && { field }) },
    ...(compare && bounded && { compare }),
  };
}

/** Fields of the same name can have other values elsewhere: no task is “won”, and no widget fails for that. */
function fits(ctx: Ctx, dataset: DatasetKey, test: FilterTest): boolean {
  const field = fieldOf(datasets[dataset], test.field, ctx.actor.role);
  if (!field) return false;
  if (field.type !== 'enum') return true;
  try {
    checkQuery(ctx, { ...reportQuery.parse({ dataset }), filters: [test] });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
