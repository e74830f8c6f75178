import { beforeAll, describe, expect, it } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { database } from '../../models';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Property } from '../../models/Property';
import { Task } from '../../models/Task';
import { useDatabase } from '../../testing/db';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';
import { runReport } from './queryEngine';

useDatabase();
let firm: Firm;
const NOW = new Date('2026-11-15T12:00:00Z');
const ask = (query: ReportQueryInput, as: Person = firm.admin, now = NOW) =>
  runReport(as.ctx, reportQuery.parse(query), { now });
const failure = async (query: ReportQueryInput, as?: Person) => {
  const error = await ask(query, as).then(
    () => null,
    (caught: { code: string; fields?: Record<string, string> }) => caught,
  );
  return { code: error?.code, paths: Object.keys(error?.fields ?? {}) };
};

const deal = (values: object) =>
  Deal.create({ name: 'Deal', kind: 'sale', representation: 'seller', ...values } as never, { silent: true });
/** Six contacts whose instants lie at the edges of months in Lisbon, as in the peers' comparison. */
const edge = [
  { source: null, createdAt: '2026-03-31T22:30:00Z' },
  { source: 'won', createdAt: '2026-03-31T23:30:00Z' },
  { source: null, createdAt: '2026-04-30T22:30:00Z' },
  { source: 'lost_100%', createdAt: '2026-06-30T23:30:00Z' },
  { source: 'won', createdAt: '2026-10-25T00:30:00Z' },
  { source: 'won', createdAt: '2026-10-25T01:30:00Z' },
];

beforeAll(async () => {
  firm = await createFirm();
  for (const [index, values] of edge.entries())
    await Contact.create(
      {
        firstName: `Edge${index}`,
        lastName: 'Case',
        ownerId: firm.agent.id,
        teamId: firm.north.id,
        ...values,
        createdAt: new Date(values.createdAt),
      },
      { silent: true },
    );
  const tower = await Property.create({ name: 'Tower', type: 'office', market: 'Dallas' });
  const mine = { ownerId: firm.agent.id, teamId: firm.north.id };
  await deal({
    ...mine,
    stage: 'won',
    status: 'won',
    value: 100,
    propertyId: tower.id,
    expectedCloseDate: '2026-01-01',
  });
  await deal({
    ...mine,
    stage: 'won',
    status: 'won',
    value: 300,
    expectedCloseDate: '2026-01-31',
    tags: ['hot'],
  });
  await deal({ ...mine, stage: 'lost', status: 'lost', value: 1000, expectedCloseDate: '2026-02-01' });
  await deal({ ownerId: firm.stranger.id, teamId: firm.south.id, stage: 'won', status: 'won', value: 50 });
  await deal({ ownerId: firm.colleague.id, teamId: firm.north.id, stage: 'loi', value: 7 });
});

const lisbon = { dataset: 'contacts', timezone: 'Europe/Lisbon' } as const;
const pairs = (rows: Record<string, unknown>[], ...keys: string[]) =>
  rows.map((row) => keys.map((key) => row[key]));

describe('what the peers got wrong', () => {
  it('buckets months in the reader’s zone, in order, gaps included', async () => {
    const { rows, chartData } = await ask({ ...lisbon, groupBy: ['createdAt:month'] });
    expect(pairs(rows, 'createdAt', 'count').filter(([, count]) => count)).toEqual([
      ['2026-03-01', 1],
      ['2026-04-01', 2],
      ['2026-07-01', 1],
      ['2026-10-01', 2],
    ]);
    expect(rows).toHaveLength(8);
    expect(chartData.labels[0]).toBe('Mar 2026');
    expect(chartData.series[0]?.data).toEqual([1, 2, 0, 0, 1, 0, 0, 2]);
  });

  it('takes both days of a range whole, in the reader’s zone', async () => {
    const range = { from: '2026-04-01', to: '2026-04-30' };
    const { rows, meta } = await ask({ ...lisbon, dateRange: range });
    expect(rows).toEqual([{ count: 2 }]);
    expect(meta.range).toEqual({
      field: 'createdAt',
      from: '2026-03-31T23:00:00Z',
      to: '2026-04-30T23:00:00Z',
    });
  });

  it('keeps the hour that autumn repeats as two', async () => {
    const { rows } = await ask({
      ...lisbon,
      groupBy: ['createdAt:hour'],
      dateRange: { from: '2026-10-25', to: '2026-10-25' },
    });
    expect(rows).toHaveLength(25);
    expect(pairs(rows, 'createdAt', 'count').slice(1, 3)).toEqual([
      ['2026-10-25T00:00:00Z', 1],
      ['2026-10-25T01:00:00Z', 1],
    ]);
  });

  it('counts what has no value under “is not”', async () => {
    const count = async (filter: object) =>
      (await ask({ dataset: 'contacts', filters: [filter] })).rows[0]?.['count'];
    expect(await count({ field: 'source', op: 'ne', value: 'won' })).toBe(3);
    expect(await count({ field: 'source', op: 'notIn', value: ['won'] })).toBe(3);
    expect(await count({ field: 'source', op: 'notContains', value: 'o' })).toBe(2);
    expect(await count({ field: 'source', op: 'isNull' })).toBe(2);
    expect(await count({ field: 'source', op: 'notIn', value: [] })).toBe(6);
    expect(await count({ field: 'source', op: 'in', value: [] })).toBe(0);
  });

  it('takes %, _ and \\ for what they are', async () => {
    const count = async (op: string, value: string) =>
      (await ask({ dataset: 'contacts', filters: [{ field: 'source', op, value }] })).rows[0]?.['count'];
    expect(await count('contains', '%')).toBe(1);
    expect(await count('contains', 't_1')).toBe(1);
    expect(await count('contains', 'w_n')).toBe(0);
    expect(await count('startsWith', 'LOST')).toBe(1);
    expect(await count('contains', '\\')).toBe(0);
  });

  it('answers an empty set with 0 and null', async () => {
    const { rows } = await ask({
      dataset: 'deals',
      metrics: ['count', 'sum:value', 'median:value'],
      filters: [{ field: 'name', op: 'eq', value: 'nobody' }],
    });
    expect(rows).toEqual([{ count: 0, sum_value: null, median_value: null }]);
  });

  it('groups by the name of a link, and shows it beside its id', async () => {
    const { rows } = await ask({ dataset: 'deals', metrics: ['sum:value'], groupBy: ['owner'] });
    expect(pairs(rows, 'owner', 'owner.id', 'sum_value')).toEqual([
      ['Ann Tester', firm.agent.id, 1400],
      ['Sid Tester', firm.stranger.id, 50],
      ['Cole Tester', firm.colleague.id, 7],
    ]);
  });

  it('never shifts a date that has no time', async () => {
    for (const timezone of ['Pacific/Auckland', 'Pacific/Honolulu', 'UTC']) {
      const { rows } = await ask({
        dataset: 'deals',
        timezone,
        groupBy: ['expectedCloseDate:month'],
        dateRange: { field: 'expectedCloseDate', from: '2026-01-01', to: '2026-01-31' },
      });
      expect(rows).toEqual([{ expectedCloseDate: '2026-01-01', count: 2 }]);
    }
  });
});

describe('metrics', () => {
  it('divides sums by sums, in groups and in the total', async () => {
    const { rows, meta } = await ask({
      dataset: 'deals',
      metrics: [
        { id: 'won', agg: 'count', filter: [{ field: 'status', op: 'eq', value: 'won' }], hidden: true },
        {
          id: 'closed',
          agg: 'count',
          filter: [{ field: 'status', op: 'in', value: ['won', 'lost'] }],
          hidden: true,
        },
        { id: 'winRate', agg: 'ratio', num: 'won', den: 'closed', as: 'percent' },
      ],
      groupBy: ['owner'],
      totals: true,
    });
    expect(pairs(rows, 'owner', 'winRate')).toEqual([
      ['Sid Tester', 100],
      ['Ann Tester', 200 / 3],
      ['Cole Tester', null],
    ]);
    expect(meta.totals).toEqual({ winRate: 75 });
  });

  it('computes “Other” over the rows of all other groups, also where sums do not add up', async () => {
    const { rows } = await ask({
      dataset: 'deals',
      metrics: ['sum:value', 'median:value', 'countDistinct:stage'],
      groupBy: ['owner'],
      topN: { n: 1 },
    });
    expect(rows).toEqual([
      {
        owner: 'Ann Tester',
        'owner.id': firm.agent.id,
        _other: false,
        sum_value: 1400,
        median_value: 300,
        countDistinct_stage: 2,
      },
      {
        owner: 'Other',
        'owner.id': null,
        _other: true,
        sum_value: 57,
        median_value: 28.5,
        countDistinct_stage: 2,
      },
    ]);
  });

  it('says when there is more than it shows, and totals over all of it', async () => {
    const { rows, meta } = await ask({
      dataset: 'deals',
      metrics: ['sum:value'],
      groupBy: ['owner'],
      limit: 1,
      totals: true,
    });
    expect(rows).toHaveLength(1);
    expect(meta).toMatchObject({ truncated: true, groupCount: 3, totals: { sum_value: 1457 } });
  });

  it('compares with the same stretch of the period before', async () => {
    const at = (day: string) =>
      Task.create({ title: day, ownerId: firm.agent.id, dueAt: new Date(`${day}T12:00:00Z`) });
    await Promise.all(['2026-10-03', '2026-10-20', '2026-11-02', '2026-11-03', '2025-11-03'].map(at));
    const base = { dataset: 'tasks', timezone: 'UTC', dateRange: { preset: 'month_to_date' } } as const;
    const previous = async (mode: 'previous_to_date' | 'previous_full' | 'previous_year') => {
      const { rows, meta } = await ask({ ...base, compare: { mode } });
      return [rows[0], meta.compareRange?.to];
    };
    expect(await previous('previous_to_date')).toEqual([
      { count: 2, 'count.previous': 1 },
      '2026-10-16T00:00:00Z',
    ]);
    expect(await previous('previous_full')).toEqual([
      { count: 2, 'count.previous': 2 },
      '2026-11-01T00:00:00Z',
    ]);
    expect(await previous('previous_year')).toEqual([
      { count: 2, 'count.previous': 1 },
      '2025-11-16T00:00:00Z',
    ]);
  });

  it('filters groups by their metrics, and orders them', async () => {
    const { rows } = await ask({
      dataset: 'deals',
      metrics: ['sum:value'],
      groupBy: ['owner'],
      having: [{ id: 'sum_value', op: 'gt', value: 7 }],
      orderBy: [{ id: 'sum_value', dir: 'asc' }],
    });
    expect(pairs(rows, 'owner', 'sum_value')).toEqual([
      ['Sid Tester', 50],
      ['Ann Tester', 1400],
    ]);
  });

  it('shows enums by their labels and in their order, series beside each other', async () => {
    const { rows, chartData, fields } = await ask({ dataset: 'deals', groupBy: ['stage', 'owner'] });
    expect(chartData.labels).toEqual(['LOI / Offer', 'Closed Won', 'Closed Lost']);
    expect(chartData.keys).toEqual(['loi', 'won', 'lost']);
    expect(chartData.series.map(({ label, data }) => [label, data])).toEqual([
      ['Cole Tester', [1, null, null]],
      ['Ann Tester', [null, 2, 1]],
      ['Sid Tester', [null, 1, null]],
    ]);
    expect(rows).toHaveLength(4);
    expect(fields.map(({ key }) => key)).toEqual(['stage', 'owner', 'count']);
  });

  it('filters and groups by what a link has', async () => {
    const { rows, meta } = await ask({
      dataset: 'deals',
      groupBy: ['property.market'],
      filters: {
        or: [
          { field: 'property.type', op: 'eq', value: 'office' },
          { field: 'tags', op: 'in', value: ['hot'] },
        ],
      },
    });
    expect(pairs(rows, 'property.market', 'count').sort()).toEqual(
      [
        [null, 1],
        ['Dallas', 1],
      ].sort(),
    );
    expect(meta.nullGroups).toBe(1);
  });
});

describe('row scope', () => {
  const total = async (as: Person) =>
    (await ask({ dataset: 'deals', metrics: ['sum:value'] }, as)).rows[0]?.['sum_value'];

  it('shows agents their own, managers their team’s, admins all', async () => {
    expect(await total(firm.agent)).toBe(1400);
    expect(await total(firm.manager)).toBe(1407);
    expect(await total(firm.otherManager)).toBe(50);
    expect(await total(firm.admin)).toBe(1457);
  });

  it('knows me and my_team', async () => {
    const count = async (as: Person, value: string) =>
      (await ask({ dataset: 'deals', filters: [{ field: 'owner', op: 'in', value: [value] }] }, as))
        .rows[0]?.['count'];
    expect(await count(firm.agent, 'me')).toBe(3);
    expect(await count(firm.manager, 'me')).toBe(0);
    expect(await count(firm.manager, 'my_team')).toBe(4);
  });
});

describe('cache', () => {
  it('knows who signed in since, and nothing else becomes stale by that', async () => {
    const last: ReportQueryInput = { dataset: 'agents', metrics: ['max:lastLoginAt'] };
    const all: ReportQueryInput = { dataset: 'agents' };
    await ask(last);
    await ask(all);
    await database().query(`UPDATE "User" SET "lastLoginAt" = '2031-01-02T03:04:05Z' WHERE id = $1`, {
      bind: [firm.agent.id],
    });
    expect((await ask(last)).rows).toEqual([{ max_lastLoginAt: '2031-01-02T03:04:05.000Z' }]);
    expect((await ask(all)).meta.cache).toBe('hit');
  });

  it('answers again from memory until any write to what it read, and never across scopes', async () => {
    const query: ReportQueryInput = { dataset: 'properties', groupBy: ['type'] };
    expect((await ask(query)).meta.cache).toBe('miss');
    expect((await ask(query)).meta.cache).toBe('hit');
    const tower = await Property.findOne({ where: { name: 'Tower' } });
    await Property.sequelize?.query(`UPDATE "Property" SET type = 'retail' WHERE id = $1`, {
      bind: [tower?.id],
    });
    const fresh = await ask(query);
    expect(fresh.meta.cache).toBe('miss');
    expect(fresh.rows).toEqual([{ type: 'retail', count: 1 }]);
    const own: ReportQueryInput = { dataset: 'deals', metrics: ['count'] };
    await ask(own, firm.admin);
    expect((await ask(own, firm.agent)).meta.cache).toBe('miss');
  });

  it('runs equal questions at the same time once', async () => {
    const query: ReportQueryInput = { dataset: 'tasks', groupBy: ['status'] };
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(query)));
    expect(answers.filter(({ meta }) => meta.cache === 'miss')).toHaveLength(1);
    expect(new Set(answers.map(({ rows }) => JSON.stringify(rows))).size).toBe(1);
  });
});

describe('what does not hold is refused by its path', () => {
  it.each<[string, object, string]>([
    ['unknown field', { groupBy: ['nope'] }, 'groupBy.0.field'],
    ['inherited name', { groupBy: ['constructor'] }, 'groupBy.0.field'],
    ['no date', { groupBy: ['stage:month'] }, 'groupBy.0.granularity'],
    ['hours of a date', { groupBy: ['expectedCloseDate:hour'] }, 'groupBy.0.granularity'],
    ['tags as groups', { groupBy: ['tags'] }, 'groupBy.0.field'],
    ['sum of text', { metrics: ['sum:name'] }, 'metrics.0.agg'],
    ['sum of nothing', { metrics: ['sum'] }, 'metrics.0.field'],
    ['unknown metric', { orderBy: [{ id: 'zz' }] }, 'orderBy.0.id'],
    ['operator', { filters: [{ field: 'stage', op: 'contains', value: 'x' }] }, 'filters.0.op'],
    [
      'enum value',
      { filters: { and: [{ field: 'stage', op: 'in', value: ['won', 'zz'] }] } },
      'filters.and.0.value.1',
    ],
    ['number as text', { filters: [{ field: 'value', op: 'gt', value: '5' }] }, 'filters.0.value'],
    [
      'no such day',
      { filters: [{ field: 'createdAt', op: 'after', value: '2026-02-30' }] },
      'filters.0.value',
    ],
    ['id', { filters: [{ field: 'owner', op: 'eq', value: `' OR 1=1 --` }] }, 'filters.0.value'],
    ['range field', { dateRange: { field: 'stage', preset: 'today' } }, 'dateRange.field'],
    ['ratio of nothing', { metrics: [{ agg: 'ratio', num: 'a', den: 'b' }] }, 'metrics.0.num'],
    ['twice', { metrics: ['count', 'count'] }, 'metrics.1.id'],
    ['open comparison', { compare: { mode: 'previous_full' } }, 'compare'],
    [
      'hours of years',
      { groupBy: ['createdAt:hour'], dateRange: { preset: 'last_year' } },
      'groupBy.0.granularity',
    ],
  ])('%s', async (_name, query, path) => {
    const { code, paths } = await failure({ dataset: 'deals', ...query });
    expect([code, paths]).toEqual(['invalid', expect.arrayContaining([path])]);
  });
});
