import { beforeAll, describe, expect, it } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { Deal } from '../../models/Deal';
import { useDatabase } from '../../testing/db';
import { createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';
import { runReport } from './queryEngine';

/** What random questions found wrong once, each at its smallest. */

useDatabase();
let firm: Firm;
const NOW = new Date('2026-11-15T12:00:00Z');
const ask = (query: ReportQueryInput) => runReport(firm.admin.ctx, reportQuery.parse(query), { now: NOW });

beforeAll(async () => {
  firm = await createFirm();
  const rows = [
    { source: 'call', createdAt: '2026-01-15T12:00:00Z' },
    { source: 'call', createdAt: '2026-02-15T12:00:00Z' },
    { source: 'mail', createdAt: '2026-02-16T12:00:00Z' },
    { source: 'mail', createdAt: '2026-02-17T12:00:00Z' },
    { source: 'a walk', createdAt: '2026-01-16T12:00:00Z' },
    { source: 'web', createdAt: '2026-01-17T12:00:00Z', expectedCloseDate: '2026-04-04' },
    // Half past one, twice: at Lord Howe clocks go back by half an hour.
    { source: 'night', createdAt: '2026-04-04T14:45:00Z', expectedCloseDate: '2026-04-05' },
    { source: 'night', createdAt: '2026-04-04T15:15:00Z', expectedCloseDate: '2026-04-05' },
    { source: 'night', createdAt: '2026-04-04T15:45:00Z', expectedCloseDate: '2026-04-05' },
  ];
  for (const [index, { createdAt, ...row }] of rows.entries())
    await Deal.create(
      {
        name: `Deal ${index}`,
        kind: 'sale',
        representation: 'seller',
        ...row,
        createdAt: new Date(createdAt),
      },
      { silent: true },
    );
});

describe('once wrong', () => {
  it('a condition on a first date is refused by its place', async () => {
    const having = [{ id: 'min_createdAt', op: 'gt' as const, value: 5 }];
    const refused = await ask({ dataset: 'deals', metrics: ['min:createdAt'], having }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      code: 'invalid',
      fields: { 'having.0.id': expect.any(String) as string },
    });
  });

  it('an instant finer than the calendar can read is refused by its place', () => {
    const from = '2026-01-01T00:00:00.1234567891Z';
    const read = reportQuery.safeParse({ dataset: 'deals', dateRange: { from } });
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual(['dateRange.from']);
  });

  it('hours are those on the wall, also after half an hour was repeated', async () => {
    const { rows } = await ask({
      dataset: 'deals',
      timezone: 'Australia/Lord_Howe',
      groupBy: ['createdAt:hour'],
      dateRange: { from: '2026-04-05', to: '2026-04-05' },
    });
    expect(rows.slice(0, 5)).toEqual([
      { createdAt: '2026-04-04T13:00:00Z', count: 0 },
      { createdAt: '2026-04-04T14:00:00Z', count: 1 },
      { createdAt: '2026-04-04T15:00:00Z', count: 1 },
      { createdAt: '2026-04-04T15:30:00Z', count: 1 },
      { createdAt: '2026-04-04T16:30:00Z', count: 0 },
    ]);
  });

  it('what has not begun is compared with the whole unit before', async () => {
    const { meta } = await ask({
      dataset: 'deals',
      dateRange: { field: 'expectedCloseDate', preset: 'next_month' },
      compare: { mode: 'previous_to_date' },
    });
    expect(meta.compareRange).toMatchObject({ from: '2026-11-01', to: '2026-12-01' });
  });

  it('rows of Other without a date stand for no value, too', async () => {
    const { meta } = await ask({
      dataset: 'deals',
      groupBy: ['expectedCloseDate:year', 'source'],
      topN: { n: 1, by: 'count' },
      filters: [{ field: 'source', op: 'in', value: ['call', 'mail'] }],
    });
    expect(meta.nullGroups).toBe(2);
  });

  it('no value alone is the top, and nothing is Other', async () => {
    for (const metrics of [['count'], ['count', 'avg:value']] as const) {
      const { rows } = await ask({
        dataset: 'deals',
        metrics: [...metrics],
        groupBy: ['lostReason'],
        topN: { n: 3 },
      });
      expect(rows).toMatchObject([{ lostReason: null, _other: false, count: 9 }]);
    }
  });

  it('rows without a date alone make no period', async () => {
    const { rows } = await ask({ dataset: 'deals', groupBy: ['actualCloseDate:month'] });
    expect(rows).toEqual([{ actualCloseDate: null, count: 9 }]);
  });

  const february = { from: '2026-02-01', to: '2026-02-28' };
  const compared = {
    dataset: 'deals',
    timezone: 'UTC',
    groupBy: ['source'],
    dateRange: february,
    compare: { mode: 'previous_full' },
  } satisfies ReportQueryInput;

  it('what has vanished stands where the order puts it', async () => {
    const sources = async (orderBy: ReportQueryInput['orderBy']) =>
      (await ask({ ...compared, orderBy })).rows.map(({ source }) => source);
    expect(await sources([{ id: 'source', dir: 'asc' }])).toEqual(['a walk', 'call', 'mail', 'web']);
    expect((await sources([{ id: 'count', dir: 'asc' }])).slice(2)).toEqual(['call', 'mail']);
  });

  it('totals of the period before are over all of its rows, whatever is shown', async () => {
    const { meta } = await ask({ ...compared, totals: true, limit: 1 });
    expect(meta.totals).toEqual({ count: 3, 'count.previous': 3 });
  });
});
