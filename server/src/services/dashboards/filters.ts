import { isDateless } from '@besahubs/contracts/dashboards';
import type { DashboardFilters, WidgetOptions } from '@besahubs/contracts/dashboards';
import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';
import { parsePreset } from '@besahubs/contracts/reportRanges';
import { reportQuery } from '@besahubs/contracts/reports';
import type { DatasetKey, ReportQuery } from '@besahubs/contracts/reports';
import type { WidgetDates } from '@besahubs/contracts/widgetDates';
import { AppError } from '../../lib/errors';
import type { Ctx } from '../context';
import { fieldOf, isTime } from '../reports/dataset';
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

/** A widget's query with the dashboard's filters, those that do not hold for it, and whose its range is. */
export interface Filtered {
  query: ReportQuery;
  ignored: string[];
  by: WidgetDates['by'];
}

/**
 * A widget's query with the dashboard's filters, and the names of those that mean nothing to it. Filters narrow; but a
 * stretch of the very date that the widget's own range is about takes the range's place, as the dashboard's range does:
 * whoever looks at March does not want this quarter's part of it.
 */
export function withFilters(
  ctx: Ctx,
  query: ReportQuery,
  { ownDates = false }: WidgetOptions,
  { dateRange, filters = [] }: DashboardFilters,
): Filtered {
  const fitting: FilterTest[] = [];
  const ignored: string[] = [];
  for (const test of filters) {
    const named = test.field === 'owner' ? { ...test, field: personField[query.dataset] } : test;
    if (fits(ctx, query.dataset, named)) fitting.push(named);
    else ignored.push(test.field);
  }
  const own = query.dateRange ? 'widget' : null;
  if (dateRange && !ownDates && !isDateless(query.dataset, query))
    return { query: ranged(narrowed(query, fitting), { preset: dateRange }), ignored, by: 'dashboard' };
  if (dateRange) ignored.push('dateRange');
  const [kept, rest] = inRange(query, fitting);
  return { query: narrowed(kept, rest), ignored, by: rest === fitting ? own : 'filter' };
}

/** The query with the first stretch of its range's date as its range, and the tests that are left. */
function inRange(query: ReportQuery, tests: FilterTest[]): [ReportQuery, FilterTest[]] {
  const chosen = query.dateRange && tests.find((test) => stretchOf(test, query));
  const stretch = chosen && stretchOf(chosen, query);
  if (!stretch) return [query, tests];
  return [ranged(query, stretch), tests.filter((test) => test !== chosen)];
}

/** With the tests besides its own filters. A stretch of its range's date leaves nothing of the period before to compare with. */
function narrowed({ compare, ...query }: ReportQuery, tests: FilterTest[]): ReportQuery {
  const comparable = !tests.some((test) => stretchOf(test, query));
  return {
    ...query,
    ...(tests.length > 0 && { filters: [...listed(query.filters), ...tests] }),
    ...(compare && comparable && { compare }),
  };
}

type Stretch = { preset: string } | { from: string; to: string };

/** Both ends of a test on the date that the query's range is about, or would be; null for every other test. */
function stretchOf(
  { field, op, value }: FilterTest,
  { dataset, dateRange }: Pick<ReportQuery, 'dataset' | 'dateRange'>,
): Stretch | null {
  if (field !== (dateRange?.field ?? datasets[dataset].dateField)) return null;
  if (op === 'relative') return { preset: String(value) };
  if (op !== 'between' || !Array.isArray(value)) return null;
  const [from, to] = value.map(String) as [string, string];
  return Date.parse(from) <= Date.parse(to) ? { from, to } : null;
}

const listed = (filters: ReportQuery['filters']): FilterNode[] => {
  if (!filters) return [];
  return Array.isArray(filters) ? filters : [filters];
};

/** The widget's own date in another range; all of time has nothing before it to be compared with. */
function ranged({ compare, ...query }: ReportQuery, stretch: Stretch): ReportQuery {
  const field = query.dateRange?.field;
  const bounded = !('preset' in stretch) || parsePreset(stretch.preset)?.kind !== 'all';
  return {
    ...query,
    dateRange: { ...stretch, ...(field !== undefined && { field }) },
    ...(compare && bounded && { compare }),
  };
}

/** Fields of the same name can have other values elsewhere: no task is “won”, and no widget fails for that. */
function fits(ctx: Ctx, dataset: DatasetKey, test: FilterTest): boolean {
  const field = fieldOf(datasets[dataset], test.field, ctx.actor.role);
  if (!field) return false;
  if (field.type !== 'enum' && !isTime(field)) return true;
  try {
    checkQuery(ctx, { ...reportQuery.parse({ dataset }), filters: [test] });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
