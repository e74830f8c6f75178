import { reportQuery } from '@besahubs/contracts/reports';
import type { Format, Metric, ReportQueryInput } from '@besahubs/contracts/reports';
import type { FilterNode } from '@besahubs/contracts/reportFilters';

/** Whether it is good news when a figure goes up. Pure. */
export type Better = 'up' | 'down';
type Rows = 'good' | 'bad' | null;
type Filters = FilterNode | readonly FilterNode[] | undefined;

/** What a firm wants more of, and less of: by the last part of a field's name, the values that say so. */
const OUTCOMES: Partial<Record<string, Partial<Record<string, Rows>>>> = {
  status: { won: 'good', done: 'good', lost: 'bad' },
  stage: { won: 'good', lost: 'bad' },
  toStage: { won: 'good', lost: 'bad' },
  direction: { forward: 'good', backward: 'bad', lost: 'bad' },
  overdue: { true: 'bad' },
  eventType: {
    delivered: 'good',
    open: 'good',
    click: 'good',
    bounce: 'bad',
    dropped: 'bad',
    spamreport: 'bad',
    unsubscribe: 'bad',
  },
};
/** Fields that count such things by themselves. */
const COUNTED: Partial<Record<string, Rows>> = {
  wonDeals: 'good',
  closedCommission: 'good',
  closedCommissionYtd: 'good',
  delivered: 'good',
  opened: 'good',
  clicked: 'good',
  totalOpens: 'good',
  totalClicks: 'good',
  lostDeals: 'bad',
  bounced: 'bad',
  dropped: 'bad',
  unsubscribed: 'bad',
  spamReported: 'bad',
};

/** What all of them are; null when they are not of one kind. */
const alike = (parts: readonly Rows[]): Rows =>
  parts.length && parts.every((part) => part === parts[0]) ? (parts[0] ?? null) : null;

/** What kind of rows the conditions let pass. */
function rowsOf(filters: Filters): Rows {
  if (filters === undefined) return null;
  if (Array.isArray(filters)) return strictest(filters.map(rowsOf));
  const node = filters as FilterNode;
  if ('and' in node) return strictest(node.and.map(rowsOf));
  if ('or' in node) return alike(node.or.map(rowsOf));
  if (node.op !== 'eq' && node.op !== 'in') return null;
  const outcomes = OUTCOMES[node.field.replace(/^.*\./, '')];
  return alike([node.value].flat().map((value) => outcomes?.[String(value)] ?? null));
}
/** Of conditions that hold together: what is lost stays lost, whatever else it is. */
const strictest = (parts: readonly Rows[]): Rows =>
  parts.find((part) => part === 'bad') ?? parts.find((part) => part === 'good') ?? null;

const isSum = (metric: Metric | undefined) => metric?.agg === 'sum' || metric?.agg === 'count';
/** What a metric is about by itself. */
function ownRows(metric: Metric | undefined): Rows {
  if (!metric || metric.agg === 'ratio') return null;
  const counted = isSum(metric) && metric.field ? (COUNTED[metric.field] ?? null) : null;
  return strictest([rowsOf(metric.filter), counted]);
}

/**
 * Which way a metric gets better; null when nobody can say. More money is better, unless it was lost; fewer days are. A rate
 * follows what it counts among all: wins and steps forward up, losses and bounces down. A number of rows likewise: fewer are
 * overdue, more are won.
 */
export function betterOf(query: ReportQueryInput, id: string, format: Format): Better | null {
  const { metrics, filters } = reportQuery.parse(query);
  const metric = metrics.find((each) => each.id === id);
  const all = rowsOf(filters);
  if (metric?.agg === 'ratio' && format !== 'currency')
    return wayOf(ownRows(metrics.find((each) => each.id === metric.num)));
  const rows = strictest([all, ownRows(metric)]);
  if (format === 'currency') return rows === 'bad' ? 'down' : 'up';
  if (format === 'days') return rows === 'bad' ? null : 'down';
  return isSum(metric) ? wayOf(rows) : null;
}

const wayOf = (rows: Rows): Better | null => (rows === null ? null : rows === 'good' ? 'up' : 'down');
