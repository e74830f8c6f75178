import type { Role } from '../../contracts/src/common';
import type { ReportQueryInput } from '../../contracts/src/reports';
import type { ApiRequest, BenchCase } from '../case';

/** At most so many times the same SQL straight, and so many milliseconds more. */
const COLD_LIMIT = { factor: 1.25, plusMs: 3 };
const CACHED_MS = 3;
const ZONE = 'Europe/Lisbon';
/** As many as the SQL beside a case takes turns with. */
const PLANNED = 5;

/** What one cold answer may take on two cores at rest, by the number of deals. */
export const coldBarMs = (deals: number): number =>
  deals <= 50_000 ? 25 : Math.min(1500, 25 + (deals / 1_000_000) * 225);

let last = 0;
/** A filter that all rows pass and that nobody has asked with before: no answer to it can be in a cache. */
export const freshFilter = () => ({
  field: 'value',
  op: 'gte' as const,
  value: -Math.round(performance.timeOrigin % 1e9) - ++last / 1000,
});

const request = (query: ReportQueryInput): ApiRequest => ({
  method: 'post',
  path: '/widgets/query',
  body: { timezone: ZONE, ...query },
});

const won = { field: 'status', op: 'eq', value: 'won' } as const;
const closed = { field: 'status', op: 'in', value: ['won', 'lost'] } as const;

/** What dashboards ask most, by name. */
export const questions = {
  'count by stage': { dataset: 'deals', groupBy: ['stage'] },
  'sum and count by stage': { dataset: 'deals', metrics: ['sum:value', 'count'], groupBy: ['stage'] },
  'by month, last 12 months': {
    dataset: 'deals',
    metrics: ['sum:value', 'count'],
    groupBy: ['createdAt:month'],
    dateRange: 'last_12_months',
  },
  'top 10 owners and the rest': {
    dataset: 'deals',
    metrics: ['sum:value', 'count'],
    groupBy: ['owner'],
    topN: { n: 10, other: true },
  },
  'last 30 days, compared': {
    dataset: 'deals',
    metrics: ['sum:value', 'count'],
    dateRange: 'last_30_days',
    compare: { mode: 'previous_to_date' },
  },
  'win rate by team': {
    dataset: 'deals',
    metrics: [
      { id: 'won', agg: 'count', filter: won, hidden: true },
      { id: 'closed', agg: 'count', filter: closed, hidden: true },
      { agg: 'ratio', num: 'won', den: 'closed', as: 'percent' },
    ],
    groupBy: ['team'],
  },
  'median by stage': { dataset: 'deals', metrics: ['median:value'], groupBy: ['stage'] },
} satisfies Record<string, ReportQueryInput>;

const cold = (name: string, query: ReportQueryInput, as: Role, deals: number): BenchCase => {
  const fresh = () => request({ ...query, filters: [freshFilter()] });
  return {
    name: `cold: ${name}`,
    as,
    requests: Array.from({ length: PLANNED }, fresh),
    fresh,
    limit: COLD_LIMIT,
    barMs: coldBarMs(deals),
  };
};

const cached = (name: string, query: ReportQueryInput, as: Role): BenchCase => ({
  name: `cached: ${name}`,
  as,
  requests: [request(query)],
  limit: { atMostMs: CACHED_MS },
});

/** Reports: cold, where every request has another literal, and cached; by each role where its scope matters. */
export function queryCases(deals: number): BenchCase[] {
  const named = Object.entries<ReportQueryInput>(questions);
  const scoped = ['sum and count by stage', 'by month, last 12 months'] as const;
  return [
    ...named.map(([name, query]) => cold(name, query, 'admin', deals)),
    ...(['manager', 'agent'] as const).flatMap((as) =>
      scoped.map((name) => cold(name, questions[name], as, deals)),
    ),
    ...(['admin', 'agent'] as const).map((as) =>
      cached('sum and count by stage', questions['sum and count by stage'], as),
    ),
    cached('top 10 owners and the rest', questions['top 10 owners and the rest'], 'admin'),
  ];
}
