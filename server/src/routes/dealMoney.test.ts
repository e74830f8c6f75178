import { QueryTypes } from 'sequelize';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommissionSplit, Deal, DealBoard } from '@besahubs/contracts/deals';
import { dealStageKeys } from '@besahubs/contracts/deals';
import { AuditLog } from '../models/AuditLog';
import { database } from '../models';
import { Property } from '../models/Property';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
let property: Property;
beforeAll(async () => {
  firm = await createFirm();
  property = await Property.create({ name: 'One Elm', type: 'office' });
});

const create = async (values: object = {}, as: Person = firm.agent) => {
  const base = { name: 'Elm sale', kind: 'sale', representation: 'seller', propertyId: property.id };
  const answer = await api.post<Deal>('/deals', as, { ...base, ...values });
  expect(answer.error).toBeNull();
  return answer.data;
};
const flat = (commissionRate: number) => ({ commissionBasis: 'flat', commissionRate });
const put = (id: string, lines: object[], as: Person = firm.manager) =>
  api.put<CommissionSplit[]>(`/deals/${id}/splits`, as, { lines });
const splits = async (id: string, as: Person) =>
  (await api.get<CommissionSplit[]>(`/deals/${id}/splits`, as)).data;

describe('commission splits', () => {
  const lines = () => [
    { party: 'internal', userId: firm.agent.id, bps: 3333 },
    { party: 'internal', userId: firm.colleague.id, bps: 3333 },
    { party: 'outside_broker', partyName: 'Other Realty', bps: 3334 },
  ];

  it('divide the fee to the cent, and follow it when it changes', async () => {
    const { id } = await create(flat(100.01));
    const set = await put(id, lines());
    expect(set.status).toBe(200);
    expect(set.data.map(({ amount }) => amount)).toEqual([33.33, 33.33, 33.35]);
    expect(set.data[0]).toMatchObject({
      party: 'internal',
      user: { id: firm.agent.id, name: 'Ann Tester' },
      bps: 3333,
      status: 'projected',
      position: 0,
    });
    await api.patch(`/deals/${id}`, firm.agent, { commissionRate: 200 });
    expect((await splits(id, firm.admin)).map(({ amount }) => amount)).toEqual([66.66, 66.66, 66.68]);
    await api.patch(`/deals/${id}`, firm.agent, { commissionBasis: null });
    expect((await splits(id, firm.admin)).map(({ amount }) => amount)).toEqual([null, null, null]);
  });

  it('show an agent their own line and nobody else’s, in splits, deal, board and list', async () => {
    const { id } = await create(flat(100));
    await put(id, lines());
    await api.put(`/deals/${id}/members`, firm.agent, { members: [{ userId: firm.stranger.id }] });
    expect((await splits(id, firm.agent)).map(({ user }) => user?.id)).toEqual([firm.agent.id]);
    expect(await splits(id, firm.stranger)).toEqual([]);
    expect((await splits(id, firm.manager)).length).toBe(3);
    expect((await splits(id, firm.admin)).length).toBe(3);
    for (const path of [`/deals/${id}`, '/deals', '/deals/board', `/deals/${id}/stage-events`, '/audit']) {
      const text = JSON.stringify((await api.get(path, firm.agent)).data);
      expect(text).not.toContain('Other Realty');
      expect(text).not.toContain(firm.colleague.id);
    }
  });

  it('are written by manager and admin alone', async () => {
    const { id } = await create(flat(100));
    expect((await put(id, lines(), firm.agent)).status).toBe(403);
    expect((await put(id, lines(), firm.otherManager)).status).toBe(404);
    expect((await put(id, lines(), firm.admin)).status).toBe(200);
    expect((await put(id, [])).data).toEqual([]);
    const audited = await AuditLog.findAll({ where: { resourceId: id, action: 'deal.splits' } });
    expect(audited.length).toBe(2);
  });

  it('total 100 %, or there are none', async () => {
    const { id } = await create(flat(100));
    const fields = async (bad: object[]) => Object.keys((await put(id, bad)).error?.fields ?? {});
    expect(await fields([{ party: 'house', bps: 9999 }])).toEqual(['lines']);
    expect(
      await fields([
        { party: 'house', bps: 10_000 },
        { party: 'house', bps: 1 },
      ]),
    ).toEqual(['lines']);
    expect(await fields([{ party: 'house', bps: 10_001 }])).toEqual(['lines.0.bps']);
    expect(await fields([{ party: 'internal', bps: 10_000 }])).toEqual(['lines.0.userId']);
    expect(await fields([{ party: 'referral', bps: 10_000 }])).toEqual(['lines.0.partyName']);
    expect(await fields([{ party: 'internal', userId: id, bps: 10_000 }])).toEqual(['lines.0.userId']);
    const twice = { party: 'internal', userId: firm.agent.id, bps: 5000 };
    expect(await fields([twice, twice])).toEqual(['lines.1.userId']);
    expect(await splits(id, firm.admin)).toEqual([]);
  });

  it('stay with a won deal', async () => {
    const { id } = await create({ ...flat(100), value: 10 });
    await put(id, [{ party: 'house', bps: 10_000 }]);
    const won = await api.patch<Deal>(`/deals/${id}`, firm.agent, {
      stage: 'won',
      actualCloseDate: '2026-01-01',
    });
    expect(won.status).toBe(200);
    expect((await put(id, [])).error?.fields).toHaveProperty('lines');
    expect((await put(id, [{ party: 'house', bps: 10_000, status: 'paid' }])).data[0]?.status).toBe('paid');
  });
});

describe('the board', () => {
  interface Sums {
    stage: string;
    count: number;
    value: number;
    grossCommission: number;
    weightedCommission: number;
  }
  const board = async (query: string, as: Person) =>
    (await api.get<DealBoard>(`/deals/board?${query}`, as)).data.columns;
  const sql = (where: string) =>
    database().query<Sums>(
      `SELECT stage, count(*)::int AS count, coalesce(sum(value),0) AS value,
              coalesce(sum("grossCommission"),0) AS "grossCommission",
              coalesce(sum("weightedCommission"),0) AS "weightedCommission"
         FROM "Deal" WHERE "deletedAt" IS NULL AND ${where} GROUP BY stage`,
      { type: QueryTypes.SELECT },
    );
  const sums = (columns: DealBoard['columns']): Sums[] =>
    columns.filter(({ count }) => count > 0).map(({ deals: _deals, ...rest }) => rest);
  const sorted = (rows: Sums[]) => [...rows].sort((a, b) => a.stage.localeCompare(b.stage));

  beforeAll(async () => {
    for (const [index, owner] of [firm.agent, firm.colleague, firm.stranger, firm.agent].entries()) {
      for (let n = 0; n < 3; n += 1)
        await create(
          { name: `Board ${index} ${n}`, value: 1000.01 * (n + 1), ...flat(33.33 * (index + 1)) },
          owner,
        );
      await create({ name: `Lease ${index}`, kind: 'lease', stage: 'pursuit', ...flat(12.5) }, owner);
    }
    const { id } = await create({ name: 'Board deleted', value: 1e9 });
    await api.delete(`/deals/${id}`, firm.admin);
  });

  it('has all nine columns in order, and sums that equal the database in every scope', async () => {
    for (const [person, where] of [
      [firm.admin, 'true'],
      [firm.manager, `"teamId" = '${firm.north.id}'`],
      [firm.otherManager, `"teamId" = '${firm.south.id}'`],
      [firm.agent, `"ownerId" = '${firm.agent.id}'`],
      [firm.colleague, `"ownerId" = '${firm.colleague.id}'`],
    ] as const) {
      const columns = await board('', person);
      expect(columns.map(({ stage }) => stage)).toEqual([...dealStageKeys]);
      expect(sorted(sums(columns))).toEqual(sorted(await sql(where)));
      for (const { count, deals } of columns) expect(deals.length).toBe(count);
    }
  });

  it('shows the latest arrivals, as many as asked for, and sums over all of them', async () => {
    const [prospect] = await board('limit=2&q=board', firm.admin);
    expect(prospect?.count).toBe(12);
    expect(prospect?.deals.map(({ name }) => name)).toEqual(['Board 3 2', 'Board 3 1']);
    expect(prospect?.deals[0]?.owner?.id).toBe(firm.agent.id);
  });

  it('is filtered by kind, owner and words', async () => {
    const leases = sums(await board('kind=lease', firm.admin));
    expect(leases).toMatchObject([
      { stage: 'pursuit', count: 4, grossCommission: 50, weightedCommission: 7.52 },
    ]);
    expect(sums(await board(`ownerId=${firm.stranger.id}`, firm.agent))).toEqual([]);
    expect(sums(await board('ownerId=me&q=board', firm.stranger))).toMatchObject([{ count: 3 }]);
    expect(sums(await board("q=it's $1 :name ?", firm.admin))).toEqual([]);
    expect((await api.get('/deals/board?limit=0&stage=won', firm.agent)).error?.fields).toMatchObject({
      limit: expect.any(String) as string,
      stage: expect.any(String) as string,
    });
  });
});
