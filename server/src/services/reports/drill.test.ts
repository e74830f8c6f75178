import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { DrillQueryInput, DrillResult, DrillRow, Segment } from '@besahubs/contracts/drill';
import type { ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { DealMember } from '../../models/DealMember';
import { Property } from '../../models/Property';
import { Task } from '../../models/Task';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';

// Every cell of an answer is asked for by itself.
vi.setConfig({ testTimeout: 30_000 });
useDatabase();
const api = httpClient();
let firm: Firm;

const names: Record<string, string> = {};
const deal = async (name: string, values: object) => {
  const row = await Deal.create({ name, kind: 'sale', representation: 'seller', ...values } as never, {
    silent: true,
  });
  names[name] = row.id;
  return row;
};

/** Instants around midnights and around both changes of clocks of 2026, in Lisbon, Chicago and Auckland. */
const EDGES = [
  '2026-03-08T05:59:59.999Z',
  '2026-03-08T06:00:00Z',
  '2026-03-08T07:59:59Z',
  '2026-03-08T08:00:00.123456Z',
  '2026-03-29T00:30:00Z',
  '2026-03-29T01:00:00Z',
  '2026-03-31T22:59:59Z',
  '2026-03-31T23:00:00Z',
  '2026-04-04T12:30:00Z',
  '2026-04-04T13:30:00Z',
  '2026-04-04T14:30:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-11-01T05:30:00Z',
  '2026-11-01T06:30:00Z',
  '2026-11-01T07:30:00Z',
];

beforeAll(async () => {
  firm = await createFirm();
  const tower = await Property.create({ name: 'Tower', type: 'office', market: 'Dallas' });
  const mine = { ownerId: firm.agent.id, teamId: firm.north.id };
  const theirs = { ownerId: firm.colleague.id, teamId: firm.north.id };
  const far = { ownerId: firm.stranger.id, teamId: firm.south.id };
  await deal('A', { ...mine, stage: 'won', status: 'won', value: 100, source: 'web', propertyId: tower.id });
  await deal('B', { ...mine, stage: 'won', status: 'won', value: 300.25, source: 'web' });
  await deal('C', { ...mine, stage: 'lost', status: 'lost', value: 1000, source: `it's "50%" \\ off` });
  await deal('D', { ...mine, stage: 'loi', value: null });
  await deal('E', { ...theirs, stage: 'loi', value: 7, source: 'call' });
  const shared = await deal('F', { ...theirs, stage: 'won', status: 'won', value: 7, source: 'call' });
  await deal('G', { ...far, stage: 'won', status: 'won', value: 50 });
  await DealMember.create({ dealId: shared.id, userId: firm.agent.id, role: 'co_broker' });
  await Task.bulkCreate(
    EDGES.map((at, index) => ({
      title: `T${index}`,
      ...mine,
      status: index % 2 ? 'done' : 'open',
      dueAt: at,
    })) as never,
  );
  await Contact.bulkCreate(
    Array.from({ length: 25 }, (_each, index) => ({
      firstName: `C${index}`,
      lastName: 'Page',
      ...mine,
      cadenceDays: index % 4 === 0 ? null : index % 3,
    })),
  );
});

const drill = (body: DrillQueryInput, as: Person = firm.admin) =>
  api.post<DrillResult>('/widgets/drill', as, body);
const ask = async (query: ReportQueryInput, as: Person = firm.admin) =>
  (await api.post<ReportResult>('/widgets/query', as, query)).data;
const called = (rows: DrillRow[]) => rows.map(({ name }) => name).sort();

type Cells = Pick<DrillQueryInput, 'key' | 'other' | 'metric' | 'part' | 'previous'>;
/** The key of a row as a client reads it off the answer. */
const keyIn = (row: ReportResult['rows'][number], query: ReportQueryInput): NonNullable<Cells['key']> =>
  Object.fromEntries(
    (query.groupBy as (string | { field: string })[]).map((group) => {
      const field = typeof group === 'string' ? group.split(':')[0]! : group.field;
      return [field, `${field}.id` in row ? row[`${field}.id`]! : row[field]!];
    }),
  );

/** Every cell of an answer, drilled: its value is the cell, and for counts so is the number of rows. */
async function expectEveryCell(query: ReportQueryInput, as: Person = firm.admin) {
  const { rows, fields } = await ask(query, as);
  const metrics = fields.filter(({ role }) => role !== 'dimension');
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const key = keyIn(row, query);
    const other = row['_other'] === true;
    if (other) delete key[Object.keys(key)[0]!];
    for (const { key: id, role } of metrics) {
      const metric = id.replace(/\.previous$/, '');
      const { data, status, error } = await drill(
        { query, key, other, metric, previous: role === 'previous' },
        as,
      );
      expect([status, error, id, key, data?.value]).toEqual([200, null, id, key, row[id]]);
      if (/^count(_|\.|$)/.test(id)) expect(data.total).toBe(row[id]);
      expect(data.rows).toHaveLength(Math.min(data.total, 50));
    }
  }
}

describe('the rows behind a figure', () => {
  const winRate: ReportQueryInput['metrics'] = [
    { id: 'won', agg: 'count', filter: [{ field: 'status', op: 'eq', value: 'won' }] },
    { id: 'closed', agg: 'count', filter: [{ field: 'status', op: 'in', value: ['won', 'lost'] }] },
    { id: 'winRate', agg: 'ratio', num: 'won', den: 'closed', as: 'percent' },
  ];

  it.each<[string, ReportQueryInput]>([
    [
      'enums',
      {
        dataset: 'deals',
        metrics: ['count', 'sum:value', 'median:value', 'count:value'],
        groupBy: ['stage'],
      },
    ],
    [
      'links',
      { dataset: 'deals', metrics: ['count', 'countDistinct:stage', 'avg:value'], groupBy: ['owner'] },
    ],
    ['two groupings', { dataset: 'deals', metrics: ['count', 'max:value'], groupBy: ['stage', 'owner'] }],
    ['texts, and none', { dataset: 'deals', metrics: ['count', 'min:createdAt'], groupBy: ['source'] }],
    ['numbers', { dataset: 'deals', groupBy: ['value'] }],
    ['what a link has', { dataset: 'deals', groupBy: ['property.market'] }],
    ['Yes and No', { dataset: 'contacts', groupBy: ['hasEmail'] }],
    [
      'Other',
      {
        dataset: 'deals',
        metrics: ['sum:value', 'count', 'median:value'],
        groupBy: ['owner'],
        topN: { n: 1 },
      },
    ],
    ['Other where none is a top group', { dataset: 'deals', groupBy: ['source', 'stage'], topN: { n: 2 } }],
    [
      'filters',
      {
        dataset: 'deals',
        groupBy: ['stage'],
        filters: {
          or: [
            { field: 'source', op: 'ne', value: 'web' },
            { field: 'value', op: 'gt', value: 200 },
          ],
        },
      },
    ],
  ])('adds up for %s', async (_name, query) => {
    await expectEveryCell(query);
    await expectEveryCell(query, firm.agent);
    await expectEveryCell(query, firm.manager);
  });

  it.each([
    ['Europe/Lisbon', ['2026-03-29', '2026-10-25']],
    ['America/Chicago', ['2026-03-08', '2026-11-01']],
    ['Pacific/Auckland', ['2026-04-05']],
  ])('adds up for periods in %s', async (timezone, changes) => {
    const tasks = { dataset: 'tasks', timezone } as const;
    for (const granularity of ['day', 'week', 'month', 'auto'] as const)
      await expectEveryCell({
        ...tasks,
        groupBy: [{ field: 'dueAt', granularity, fill: false }],
        dateRange: { from: '2026-03-01', to: '2026-11-30' },
      });
    await expectEveryCell({ ...tasks, groupBy: [{ field: 'dueAt', fill: false }] });
    for (const day of changes)
      await expectEveryCell({
        ...tasks,
        groupBy: [{ field: 'dueAt', granularity: 'hour', fill: false }],
        dateRange: { from: day, to: day },
      });
  });

  it('adds up for the period that is compared with', async () => {
    for (const mode of ['previous_full', 'previous_year', 'previous_to_date'] as const)
      await expectEveryCell({
        dataset: 'tasks',
        timezone: 'America/Chicago',
        groupBy: ['dueAt:month', 'status'],
        dateRange: { from: '2026-09-15', to: '2026-11-14' },
        compare: { mode },
      });
    const { data } = await drill({
      query: {
        dataset: 'tasks',
        timezone: 'UTC',
        dateRange: { from: '2026-04-01', to: '2026-04-30' },
        compare: { mode: 'previous_full' },
      },
      metric: 'count',
      previous: true,
    });
    expect(data).toMatchObject({ total: 8, value: 8, conditions: ['Due from Mar 2, 2026 to Mar 31, 2026'] });
  });

  it('adds up for a ratio, whose rows are those of its denominator unless its part is asked for', async () => {
    const query: ReportQueryInput = { dataset: 'deals', metrics: winRate };
    const of = async (part?: 'num' | 'den') =>
      (await drill({ query, metric: 'winRate', ...(part && { part }) })).data;
    const whole = await of();
    expect([whole.value, called(whole.rows)]).toEqual([80, ['A', 'B', 'C', 'F', 'G']]);
    const won = await of('num');
    expect([won.value, called(won.rows)]).toEqual([4, ['A', 'B', 'F', 'G']]);
    expect((await of('den')).value).toBe(5);
    await expectEveryCell({ ...query, groupBy: ['owner'] });
  });

  it('leaves out what was not measured, and counts rows when nothing was clicked', async () => {
    const query: ReportQueryInput = { dataset: 'deals', metrics: ['avg:value'], groupBy: ['stage'] };
    const measured = await drill({ query, key: { stage: 'loi' }, metric: 'avg_value' });
    expect([called(measured.data.rows), measured.data.value]).toEqual([['E'], 7]);
    const rows = await drill({ query, key: { stage: 'loi' } });
    expect([called(rows.data.rows), rows.data.value]).toEqual([['D', 'E'], 2]);
  });

  it('says what the rows are, what to open, and which columns to show', async () => {
    const { data } = await drill({
      query: {
        dataset: 'deals',
        timezone: 'UTC',
        groupBy: ['owner', 'stage'],
        metrics: [
          { agg: 'sum', field: 'value', filter: [{ field: 'source', op: 'contains', value: '50%' }] },
        ],
        filters: [{ field: 'tags', op: 'isNull' }],
        dateRange: { from: '2020-01-01', to: '2199-12-31' },
      },
      key: { owner: firm.agent.id, stage: 'lost' },
      metric: 'sum_value',
    });
    expect(data.conditions).toEqual([
      'Created from Jan 1, 2020 to Dec 31, 2199',
      'Tags is empty',
      'Owner is Ann Tester',
      'Stage is Closed Lost',
      'Source contains “50%”',
      'Value is set',
    ]);
    expect(data.fields.map(({ key }) => key)).toEqual([
      'owner',
      'stage',
      'value',
      'createdAt',
      'grossCommission',
      'expectedCloseDate',
    ]);
    expect(data.rows).toEqual([
      expect.objectContaining({
        id: names['C'],
        name: 'C',
        resource: 'deals',
        recordId: names['C'],
        owner: 'Ann Tester',
        'owner.id': firm.agent.id,
        stage: 'lost',
        value: 1000,
      }),
    ]);
    expect(data).toMatchObject({
      listResource: 'deals',
      meta: { timezone: 'UTC', range: { field: 'createdAt' } },
    });
  });

  it('names periods and what is outside the top', async () => {
    const words = async (body: DrillQueryInput) => (await drill(body)).data.conditions;
    const tasks = {
      dataset: 'tasks',
      timezone: 'UTC',
      dateRange: { from: '2026-03-01', to: '2026-03-31' },
    } as const;
    expect(
      await words({ query: { ...tasks, groupBy: ['dueAt:month'] }, key: { dueAt: '2026-03-01' } }),
    ).toEqual(['Due in Mar 2026']);
    expect(
      await words({ query: { ...tasks, groupBy: ['dueAt:week'] }, key: { dueAt: '2026-03-02' } }),
    ).toEqual(['Due in the week of Mar 2, 2026']);
    expect(
      await words({ query: { dataset: 'deals', groupBy: ['owner'], topN: { n: 2 } }, other: true }),
    ).toEqual(['Owner is none of the top 2']);
  });
});

describe('the deals behind a figure of agents', () => {
  const query: ReportQueryInput = {
    dataset: 'agents',
    groupBy: ['agent'],
    metrics: [
      { id: 'pipeline', agg: 'sum', field: 'pipelineValue' },
      { id: 'won', agg: 'sum', field: 'wonDeals' },
      { id: 'lost', agg: 'sum', field: 'lostDeals' },
      { id: 'open', agg: 'sum', field: 'openDeals' },
      { id: 'perLost', agg: 'ratio', num: 'won', den: 'lost' },
      { id: 'mean', agg: 'avg', field: 'wonDeals' },
    ],
    filters: [{ field: 'role', op: 'eq', value: 'agent' }],
  };
  const behind = async (metric: string, owner: Person | null, as: Person = firm.admin, more = {}) =>
    (await drill({ query, key: owner ? { agent: owner.id } : {}, metric, behind: true, ...more }, as)).data;

  it('are listed, within what the reader sees of them', async () => {
    const won = await behind('won', firm.agent);
    expect([called(won.rows), won.total, won.value, won.listResource]).toEqual([['A', 'B'], 2, 2, 'deals']);
    const all = await behind('won', null);
    expect([called(all.rows), all.value]).toEqual([['A', 'B', 'F', 'G'], 4]);
    expect(called((await behind('won', null, firm.manager)).rows)).toEqual(['A', 'B', 'F']);
    expect(called((await behind('won', null, firm.agent)).rows)).toEqual(['A', 'B']);
    expect(called((await behind('open', null, firm.otherManager)).rows)).toEqual([]);
  });

  it('are those with a value where values are added up, the largest first', async () => {
    const { rows, value, total, fields } = await behind('pipeline', null);
    expect([rows.map(({ name, value: worth }) => [name, worth]), total, value]).toEqual([[['E', 7]], 1, 7]);
    expect(fields[0]?.key).toBe('value');
  });

  it('are those of the part of a ratio that is asked for', async () => {
    expect(called((await behind('perLost', null)).rows)).toEqual(['C']);
    const won = await behind('perLost', firm.agent, firm.admin, { part: 'num' });
    expect([called(won.rows), won.value]).toEqual([['A', 'B'], 2]);
  });

  it('are said to be whose, and which', async () => {
    expect((await behind('pipeline', firm.agent)).conditions).toEqual([
      'Agents: Role is Agent',
      'Agents: Agent is Ann Tester',
      'Status is Active or On hold',
      'Value is set',
    ]);
  });

  it('open as a list of deals', async () => {
    const body = { query, key: { agent: firm.agent.id }, metric: 'won', behind: true };
    const { data: view } = await api.post<Segment>('/reports/segments', firm.manager, body);
    expect(view.resource).toBe('deals');
    const list = await api.get<Page<{ name: string }>>(`/deals?segment=${view.id}`, firm.manager);
    expect(list.data.items.map(({ name }) => name).sort()).toEqual(['A', 'B']);
  });

  it('are there for sums alone', async () => {
    for (const metric of ['mean', undefined]) {
      const body = { query, behind: true, ...(metric && { metric }) };
      const { status, error } = await api.post('/widgets/drill', firm.admin, body);
      expect([status, Object.keys(error?.fields ?? {})]).toEqual([400, ['behind']]);
    }
  });
});

describe('pages', () => {
  it.each(['avg:cadenceDays', 'count'])(
    'follow each other without gaps or doubles, by %s',
    async (metric) => {
      const query: ReportQueryInput = { dataset: 'contacts', metrics: [metric] };
      const id = metric.replace(':', '_');
      const seen: DrillRow[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; cursor !== null && page < 20; page += 1) {
        const { data } = await drill({ query, metric: id, pageSize: 4, ...(cursor && { cursor }) });
        seen.push(...data.rows);
        cursor = data.nextCursor;
        expect(data.total).toBe(metric === 'count' ? 25 : 18);
      }
      expect(seen).toHaveLength(metric === 'count' ? 25 : 18);
      expect(new Set(seen.map((row) => row.id)).size).toBe(seen.length);
      const measured = seen.map((row) => Number(row['cadenceDays']));
      if (metric !== 'count') expect(measured).toEqual(measured.toSorted((a, b) => b - a));
    },
  );

  it('are sorted to the last digit, those without a date at the end', async () => {
    await Task.bulkCreate(
      ['2026-03-08T08:00:00.123457Z', null, null].map((dueAt, index) => ({
        title: `X${index}`,
        dueAt,
      })) as never,
    );
    const query: ReportQueryInput = {
      dataset: 'tasks',
      filters: [{ field: 'title', op: 'startsWith', value: 'X' }],
    };
    const first = await drill({ query, pageSize: 2 });
    const second = await drill({ query, pageSize: 2, cursor: first.data.nextCursor! });
    expect([...first.data.rows, ...second.data.rows].map(({ name }) => name)[0]).toBe('X0');
    expect(called([...first.data.rows, ...second.data.rows])).toEqual(['X0', 'X1', 'X2']);
    expect(second.data.nextCursor).toBeNull();
    await Task.destroy({ where: { title: ['X0', 'X1', 'X2'] }, force: true });
  });
});

describe('row scope', () => {
  it('never shows a row beyond it, whatever is clicked', async () => {
    const query: ReportQueryInput = { dataset: 'deals', groupBy: ['owner'] };
    const of = async (as: Person, key: Cells['key'] = {}) =>
      called((await drill({ query, key }, as)).data.rows);
    expect(await of(firm.agent)).toEqual(['A', 'B', 'C', 'D', 'F']);
    expect(await of(firm.agent, { owner: firm.colleague.id })).toEqual(['F']);
    expect(await of(firm.agent, { owner: firm.stranger.id })).toEqual([]);
    expect(await of(firm.manager, { owner: firm.colleague.id })).toEqual(['E', 'F']);
    expect(await of(firm.otherManager)).toEqual(['G']);
    expect(await of(firm.admin)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
  });
});

describe('what does not hold is refused by its path', () => {
  const deals: ReportQueryInput = { dataset: 'deals', groupBy: ['stage', 'owner'] };
  const dated: ReportQueryInput = {
    dataset: 'tasks',
    groupBy: ['dueAt:month'],
    dateRange: { from: '2026-01-01', to: '2026-03-31' },
  };
  it.each<[string, object, string]>([
    ['the query', { query: { dataset: 'deals', groupBy: ['nope'] } }, 'query.groupBy.0.field'],
    ['unknown grouping', { query: deals, key: { status: 'won' } }, 'key.status'],
    ['enum value', { query: deals, key: { stage: 'zz' } }, 'key.stage'],
    ['an id', { query: deals, key: { owner: `' OR 1=1 --` } }, 'key.owner'],
    ['a type', { query: deals, key: { stage: 7 } }, 'key.stage'],
    ['no period', { query: dated, key: { dueAt: '2026-03-02' } }, 'key.dueAt'],
    ['outside the range', { query: dated, key: { dueAt: '2026-04-01' } }, 'key.dueAt'],
    ['other of nothing', { query: deals, other: true }, 'other'],
    [
      'other and its key',
      { query: { ...deals, topN: { n: 1 } }, key: { stage: 'won' }, other: true },
      'key.stage',
    ],
    ['no comparison', { query: dated, previous: true }, 'previous'],
    ['metric', { query: deals, metric: 'zz' }, 'metric'],
    ['part', { query: deals, metric: 'count', part: 'num' }, 'part'],
    ['part of nothing', { query: deals, part: 'num' }, 'part'],
    ['cursor', { query: deals, cursor: 'AAAA' }, 'cursor'],
    [
      'forged cursor',
      { query: deals, cursor: Buffer.from(`["x' OR 1=1","1"]`).toString('base64url') },
      'cursor',
    ],
    [
      'periods',
      { query: { ...dated, groupBy: ['dueAt:hour'] }, key: { dueAt: 'x' } },
      'query.groupBy.0.granularity',
    ],
    ['unknown key', { query: deals, nope: 1 }, 'nope'],
  ])('%s', async (_name, body, path) => {
    const { status, error } = await api.post('/widgets/drill', firm.admin, body);
    expect([status, Object.keys(error?.fields ?? {})]).toEqual([400, [path]]);
  });
});
