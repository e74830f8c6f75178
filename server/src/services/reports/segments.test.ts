import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { DrillResult, Segment, SegmentInput } from '@besahubs/contracts/drill';
import type { DatasetKey, ReportQueryInput } from '@besahubs/contracts/reports';
import { Campaign } from '../../models/Campaign';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Property } from '../../models/Property';
import { SavedView } from '../../models/SavedView';
import { Task } from '../../models/Task';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';

vi.setConfig({ testTimeout: 30_000 });
useDatabase();
const api = httpClient();
let firm: Firm;

/** Whatever could end a literal, a cast or a statement. */
const NASTY = [
  `it's`,
  `''; DROP TABLE "Deal"; --`,
  `\\'; DELETE FROM "Deal"; --`,
  `\\`,
  `$1`,
  `$$; SELECT 1; $$`,
  `:q ?`,
  `a'::text) OR TRUE --`,
  `" OR ""="`,
  `{"x","y"}`,
  `E'\\x27'`,
  `-- comment`,
  `/* open`,
  `%_`,
  `‘’ʼ＇ 🏢`,
];

beforeAll(async () => {
  firm = await createFirm();
  const mine = { ownerId: firm.agent.id, teamId: firm.north.id };
  const theirs = { ownerId: firm.colleague.id, teamId: firm.north.id };
  const far = { ownerId: firm.stranger.id, teamId: firm.south.id };
  const deal = { kind: 'sale', representation: 'seller' } as const;
  await Deal.bulkCreate([
    ...NASTY.map((source, index) => ({ ...deal, ...mine, name: `N${index}`, source, value: index })),
    { ...deal, ...theirs, name: 'Theirs', source: 'web', value: 5 },
    { ...deal, ...far, name: 'Far', source: 'web', value: 6 },
  ]);
  await Task.bulkCreate([
    {
      title: 'One',
      ...mine,
      assigneeId: firm.agent.id,
      status: 'open',
      dueAt: new Date('2026-03-29T00:30:00Z'),
    },
    {
      title: 'Two',
      ...mine,
      assigneeId: firm.agent.id,
      status: 'done',
      dueAt: new Date('2026-03-31T23:30:00Z'),
    },
    { title: 'Three', ...theirs, assigneeId: firm.colleague.id, dueAt: new Date('2026-04-01T12:00:00Z') },
  ]);
  await Property.bulkCreate([
    { name: 'Tower', type: 'office', ...mine },
    { name: 'Shed', type: 'industrial', ...far },
  ]);
  await Contact.bulkCreate([
    { firstName: 'Ida', lastName: 'In', source: 'web', ...mine },
    { firstName: 'Olaf', lastName: 'Out', source: 'web', ...far },
  ]);
  await Campaign.bulkCreate([
    { name: 'Launch', type: 'one_off', ...mine },
    { name: 'Other', type: 'one_off', ...far },
  ] as never);
});

const keep = async (body: SegmentInput, as: Person = firm.admin) => {
  const { status, data, error } = await api.post<Segment>('/reports/segments', as, body);
  expect([status, error]).toEqual([201, null]);
  return data;
};
const listed = async (path: string, as: Person = firm.admin) => {
  const { status, data, error } = await api.get<Page<{ id: string }>>(path, as);
  expect([status, error]).toEqual([200, null]);
  return { ids: data.items.map(({ id }) => id), total: data.total };
};
const drilled = async (body: SegmentInput, as: Person = firm.admin) => {
  const { data } = await api.post<DrillResult>('/widgets/drill', as, { ...body, pageSize: 200 });
  return data.rows.map(({ id }) => id).sort();
};

describe('a list opened on the rows behind a figure', () => {
  const byDay: ReportQueryInput = {
    dataset: 'tasks',
    timezone: 'Europe/Lisbon',
    groupBy: ['dueAt:month'],
    dateRange: { from: '2026-03-01', to: '2026-04-30' },
  };
  it.each<[DatasetKey, SegmentInput, number]>([
    [
      'deals',
      { query: { dataset: 'deals', groupBy: ['source'] }, key: { source: 'web' }, metric: 'count' },
      2,
    ],
    ['tasks', { query: byDay, key: { dueAt: '2026-04-01' } }, 2],
    ['tasks', { query: { dataset: 'tasks', groupBy: ['status'] }, key: { status: 'open' } }, 2],
    ['properties', { query: { dataset: 'properties', groupBy: ['type'] }, key: { type: 'office' } }, 1],
    ['contacts', { query: { dataset: 'contacts', groupBy: ['source'] }, key: { source: 'web' } }, 2],
    ['campaigns', { query: { dataset: 'campaigns' } }, 2],
    ['agents', { query: { dataset: 'agents', groupBy: ['role'] }, key: { role: 'agent' } }, 3],
    ['deals', { query: { dataset: 'deals', groupBy: ['source'], topN: { n: 1 } }, other: true }, 15],
  ])('%s: the same rows, for everybody', async (resource, body, count) => {
    const segment = await keep(body);
    expect(segment.resource).toBe(resource);
    for (const person of [firm.admin, firm.manager, firm.agent]) {
      const own = person === firm.admin ? segment : await keep(body, person);
      const list = await listed(`/${resource}?segment=${own.id}&pageSize=200`, person);
      expect(list.ids.toSorted()).toEqual(await drilled(body, person));
      expect(list.total).toBe(list.ids.length);
    }
    expect((await listed(`/${resource}?segment=${segment.id}`)).total).toBe(count);
  });

  it('keeps its sorting, paging, search and filters', async () => {
    const { id } = await keep({ query: { dataset: 'deals', metrics: ['sum:value'] }, metric: 'sum_value' });
    const page = await listed(`/deals?segment=${id}&sort=-value&pageSize=3&page=2`);
    const all = await Deal.findAll({ order: [['value', 'DESC']] });
    expect(page.total).toBe(all.length);
    expect(page.ids).toHaveLength(3);
    expect((await listed(`/deals?segment=${id}&q=Theirs`)).total).toBe(1);
    expect((await listed(`/deals?segment=${id}&ownerId=${firm.stranger.id}`)).total).toBe(1);
    expect((await listed(`/deals?segment=${id}&stage=won`)).total).toBe(0);
  });

  it('means the same days later on: ranges are those of the moment it was kept', async () => {
    const segment = await keep({
      query: { dataset: 'deals', groupBy: ['createdAt:day'], dateRange: 'today' },
    });
    await SavedView.sequelize?.query(
      `UPDATE "SavedView" SET query = jsonb_set(query, '{at}', '"2020-01-01T12:00:00.000Z"') WHERE id = $1`,
      {
        bind: [segment.id],
      },
    );
    expect((await listed(`/deals?segment=${segment.id}`)).total).toBe(0);
  });

  it('looks with the eyes of its reader', async () => {
    const body: SegmentInput = { query: { dataset: 'deals', groupBy: ['source'] }, key: { source: 'web' } };
    const { id } = await keep(body, firm.manager);
    await SavedView.update({ shared: true }, { where: { id } });
    expect((await listed(`/deals?segment=${id}`, firm.manager)).total).toBe(1);
    expect((await listed(`/deals?segment=${id}`, firm.agent)).total).toBe(0);
    expect((await listed(`/deals?segment=${id}`, firm.colleague)).total).toBe(1);
  });
});

describe('values in the text of a statement', () => {
  it.each(NASTY)('%s', async (source) => {
    const query: ReportQueryInput = { dataset: 'deals', groupBy: ['source'] };
    const bodies: SegmentInput[] = [
      { query, key: { source } },
      { query: { ...query, filters: [{ field: 'source', op: 'in', value: [source, 'nothing'] }] } },
      { query: { ...query, filters: [{ field: 'source', op: 'contains', value: source }] } },
      { query: { ...query, filters: [{ field: 'tags', op: 'notIn', value: [source] }] } },
    ];
    for (const body of bodies) {
      const { id } = await keep(body, firm.agent);
      const { ids } = await listed(`/deals?segment=${id}&pageSize=200`, firm.agent);
      expect(ids.toSorted()).toEqual(await drilled(body, firm.agent));
    }
    expect(await drilled(bodies[0]!, firm.agent)).toHaveLength(1);
  });
});

describe('whose segment it is', () => {
  const body: SegmentInput = { query: { dataset: 'deals' } };
  it('is its maker’s, called by what it narrows unless named', async () => {
    const plain = await keep(body, firm.agent);
    expect(plain).toEqual({ id: plain.id, name: 'Deals', resource: 'deals' });
    const named = await keep({ ...body, name: 'Mine' }, firm.agent);
    expect((await api.get(`/reports/segments/${named.id}`, firm.agent)).data).toEqual(named);
    const words = await keep({ query: { dataset: 'deals', groupBy: ['stage'] }, key: { stage: 'loi' } });
    expect(words.name).toBe('Stage is LOI / Offer');
    for (const stranger of [firm.admin, firm.manager, firm.colleague])
      expect((await api.get(`/reports/segments/${named.id}`, stranger)).status).toBe(404);
  });

  it('is refused by name where it is not', async () => {
    const { id } = await keep(body, firm.agent);
    const refusal = async (path: string, as: Person) => {
      const { status, error } = await api.get(path, as);
      return [status, Object.keys(error?.fields ?? {})];
    };
    expect(await refusal(`/deals?segment=${id}`, firm.colleague)).toEqual([400, ['segment']]);
    expect(await refusal(`/tasks?segment=${id}`, firm.agent)).toEqual([400, ['segment']]);
    expect(await refusal(`/deals?segment=00000000-0000-7000-8000-000000000000`, firm.agent)).toEqual([
      400,
      ['segment'],
    ]);
    expect(await refusal(`/deals?segment=x`, firm.agent)).toEqual([400, ['segment']]);
    await SavedView.update(
      { query: { kind: 'segment', drill: { query: { dataset: 'zz' } } } },
      { where: { id } },
    );
    expect(await refusal(`/deals?segment=${id}`, firm.agent)).toEqual([400, ['segment']]);
    const bad = await api.post('/reports/segments', firm.agent, {
      query: { dataset: 'deals' },
      key: { zz: 1 },
    });
    expect([bad.status, Object.keys(bad.error?.fields ?? {})]).toEqual([400, ['key.zz']]);
  });
});
