import { beforeAll, describe, expect, it } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import type { AppError } from '../../lib/errors';
import { useDatabase } from '../../testing/db';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';
import { fieldOf } from './dataset';
import type { Dataset } from './dataset';
import { deals } from './datasets/deals';
import { resolveQuery } from './resolve';

useDatabase();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

/** Deals whose fee agents may not see. */
const guarded: Dataset = {
  ...deals,
  fields: new Map(
    [...deals.fields].map(([key, field]) => [
      key,
      key === 'grossCommission' || key === 'createdAt'
        ? { ...field, roles: ['admin', 'manager'] as const }
        : field,
    ]),
  ),
};
const pathsFor = (as: Person, query: Omit<ReportQueryInput, 'dataset'>): string[] => {
  try {
    resolveQuery(reportQuery.parse({ dataset: 'deals', ...query }), guarded, as.ctx.actor, new Date());
    return [];
  } catch (error) {
    return Object.keys((error as AppError).fields ?? {});
  }
};

describe('a field that is reserved for roles', () => {
  const fee = { agg: 'sum', field: 'grossCommission', id: 'fee' } as const;
  const test = { field: 'grossCommission', op: 'gt', value: 1 } as const;
  it.each<[string, Omit<ReportQueryInput, 'dataset'>, string]>([
    ['measured', { metrics: ['sum:grossCommission'] }, 'metrics.0.field'],
    ['counted', { metrics: ['count:grossCommission'] }, 'metrics.0.field'],
    ['grouped by', { groupBy: ['grossCommission'] }, 'groupBy.0.field'],
    ['filtered by', { filters: [test] }, 'filters.0.field'],
    ['filtered by, deep down', { filters: { or: [{ and: [test] }] } }, 'filters.or.0.and.0.field'],
    ['filtered by in a metric', { metrics: [{ agg: 'count', filter: [test] }] }, 'metrics.0.filter.0.field'],
    [
      'hidden, and ordered by',
      { metrics: [{ ...fee, hidden: true }, 'count'], orderBy: [{ id: 'fee' }] },
      'metrics.0.field',
    ],
    [
      'hidden, and a condition',
      { metrics: [{ ...fee, hidden: true }, 'count'], having: [{ id: 'fee', op: 'gt', value: 1 }] },
      'metrics.0.field',
    ],
    [
      'hidden, and what the top is by',
      { metrics: [{ ...fee, hidden: true }, 'count'], groupBy: ['owner'], topN: { n: 1, by: 'fee' } },
      'metrics.0.field',
    ],
    [
      'hidden in a ratio',
      { metrics: [{ ...fee, hidden: true }, 'count', { agg: 'ratio', num: 'fee', den: 'count' }] },
      'metrics.0.field',
    ],
    ['the range', { dateRange: { field: 'createdAt', preset: 'today' } }, 'dateRange.field'],
    ['the range when none is named', { dateRange: 'today' }, 'dateRange.field'],
  ])('cannot be %s', (_name, query, path) => {
    expect(pathsFor(firm.agent, query)).toContain(path);
    expect(pathsFor(firm.manager, query)).toEqual([]);
    expect(pathsFor(firm.admin, query)).toEqual([]);
  });

  it('is not there for others', () => {
    expect(fieldOf(guarded, 'grossCommission', 'agent')).toBeUndefined();
    expect(fieldOf(guarded, 'grossCommission', 'manager')).toBeDefined();
    expect(fieldOf(guarded, '__proto__', 'admin')).toBeUndefined();
  });
});
