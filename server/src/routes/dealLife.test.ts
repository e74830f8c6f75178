import { beforeAll, describe, expect, it } from 'vitest';
import { dealStageKeys, dealStages, splitStatuses } from '@besahubs/contracts/deals';
import type { CommissionSplit, Deal, DealStage, StageEvent } from '@besahubs/contracts/deals';
import { database } from '../models';
import { CommissionSplit as SplitRow } from '../models/CommissionSplit';
import { Company } from '../models/Company';
import { Deal as DealRow } from '../models/Deal';
import { DealStageEvent } from '../models/DealStageEvent';
import { Notification } from '../models/Notification';
import { Property } from '../models/Property';
import { dateIn } from '../lib/time';
import { meetAt } from '../testing/atOnce';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { addPerson, createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { useWitness } from '../testing/witness';
import type { Seen } from '../testing/witness';

const db = useDatabase();
const api = httpClient();
const witness = useWitness();
let firm: Firm;
let propertyId: string;
let companyId: string;
beforeAll(async () => {
  firm = await createFirm();
  propertyId = (await Property.create({ name: 'One Elm', type: 'office' })).id;
  companyId = (await Company.create({ name: 'Acme' })).id;
  // As many connections as meet, or one call would wait for another's instead of for the row.
  await Promise.all([1, 2, 3].map(() => database().query('SELECT pg_sleep(0.01)')));
});

const create = async (values: object = {}, as: Person = firm.agent): Promise<Deal> => {
  const base = { name: 'Elm sale', kind: 'sale', representation: 'seller', propertyId };
  const answer = await api.post<Deal>('/deals', as, { ...base, ...values });
  expect(answer.error).toBeNull();
  return answer.data;
};
const patch = (id: string, values: object, as: Person = firm.agent) =>
  api.patch<Deal>(`/deals/${id}`, as, values);
const events = async (id: string) =>
  (await api.get<StageEvent[]>(`/deals/${id}/stage-events`, firm.admin)).data;
const putSplits = (id: string, lines: object[]) =>
  api.put<CommissionSplit[]>(`/deals/${id}/splits`, firm.manager, { lines });
const house = (bps: number, more: object = {}) => ({ party: 'house', bps, ...more });
const flat = (commissionRate: number) => ({ commissionBasis: 'flat', commissionRate });
/** Everything that any gate asks for. */
const ready = () => ({
  value: 1_000_000,
  commissionBasis: 'percent',
  commissionRate: 2,
  agreementType: 'Exclusive',
  agreementDate: '2026-01-01',
  agreementExpiry: '2026-12-31',
  loiDate: '2026-02-01',
  counterpartyCompanyId: companyId,
  contractDate: '2026-03-01',
  dueDiligenceExpiry: '2026-04-01',
  expectedCloseDate: '2026-05-01',
  actualCloseDate: '2026-05-02',
  lostReason: 'competitor',
});

describe('a move', () => {
  it.each(dealStageKeys.filter((stage) => stage !== 'prospect'))(
    'to %s leaves an event with who, whence, how long and how the deal then stood',
    async (stage) => {
      const { id } = await create(ready());
      await putSplits(id, [house(10_000)]);
      await DealRow.update({ stageEnteredAt: new Date(Date.now() - 90_061_000) }, { where: { id } });
      const moved = await patch(
        id,
        { stage, value: 1_500_000, expectedCloseDate: '2026-06-01' },
        firm.manager,
      );
      expect(moved.error).toBeNull();
      const [, event] = await events(id);
      expect(event).toMatchObject({
        fromStage: 'prospect',
        toStage: stage,
        by: { id: firm.manager.id, name: 'Max Tester' },
        occurredAt: moved.data.stageEnteredAt,
        value: 1_500_000,
        grossCommission: 30_000,
        probability: dealStages[stage].probability,
        expectedCloseDate: '2026-06-01',
      });
      // A day, an hour and a minute, and however long the requests took.
      expect(event?.secondsInStage).toBeGreaterThanOrEqual(90_060);
      expect(event?.secondsInStage).toBeLessThan(90_060 + 600);
      expect(moved.data.probability).toBe(dealStages[stage].probability);
      expect(moved.data.weightedCommission).toBe((30_000 * dealStages[stage].probability) / 100);
    },
  );

  it('takes the probability that comes with it, and tells the event so', async () => {
    const { id } = await create({ probability: 12.5, ...flat(1000) });
    const moved = await patch(id, { stage: 'pursuit', probability: 61.25 });
    expect(moved.data).toMatchObject({ probability: 61.25, weightedCommission: 612.5 });
    expect((await events(id)).map(({ probability }) => probability)).toEqual([12.5, 61.25]);
    expect((await patch(id, { name: 'Named anew' })).data.probability).toBe(61.25);
  });

  it('never has lasted less than nothing, also when clocks disagree', async () => {
    const { id } = await create(flat(1));
    await DealRow.update({ stageEnteredAt: new Date(Date.now() + 3_600_000) }, { where: { id } });
    await patch(id, { stage: 'pursuit' });
    expect((await events(id)).find(({ toStage }) => toStage === 'pursuit')?.secondsInStage).toBe(0);
  });

  it('that the database refuses in the middle leaves neither event nor stage', async () => {
    const { id } = await create(flat(1));
    const column = '"DealStageEvent"';
    await database().query(
      `ALTER TABLE ${column} ADD CONSTRAINT no_pursuit CHECK ("toStage" <> 'pursuit') NOT VALID`,
    );
    const seen = await witness.of(() => patch(id, { stage: 'pursuit', name: 'Half done' }));
    await database().query(`ALTER TABLE ${column} DROP CONSTRAINT no_pursuit`);
    expect(seen).toMatchObject({ answer: { status: 500 }, heard: [], audited: [], changed: [] });
    expect((await patch(id, { stage: 'pursuit' })).status).toBe(200);
  });

  it('is one move when two people make it at once', async () => {
    const { id } = await create(flat(100));
    const moves = await meetAt(db.url(), `SELECT 1 FROM "Deal" WHERE id = '${id}' FOR UPDATE`, [
      () => patch(id, { stage: 'pursuit' }),
      () => patch(id, { stage: 'pursuit' }, firm.manager),
    ]);
    expect(moves.map(({ status }) => status)).toEqual([200, 200]);
    expect(await DealStageEvent.count({ where: { dealId: id } })).toBe(2);
  });

  it('of a deal that was closed meanwhile is refused: the row is read once it is held', async () => {
    const { id } = await create({ ...ready(), name: 'Closing' });
    const [lost, moved] = await meetAt(db.url(), `SELECT 1 FROM "Deal" WHERE id = '${id}' FOR UPDATE`, [
      () => patch(id, { stage: 'lost' }),
      () => patch(id, { stage: 'loi' }),
    ]);
    // Whoever came first closed it or was before it; nobody brought it back without the right to.
    expect(lost?.status).toBe(200);
    expect([200, 403]).toContain(moved?.status);
    expect((await DealRow.findByPk(id))?.stage).toBe('lost');
  });
});

describe('closing and reopening', () => {
  const won = async (): Promise<string> => {
    const { id } = await create(ready());
    await putSplits(id, [house(10_000)]);
    expect((await patch(id, { stage: 'won' })).data).toMatchObject({
      status: 'won',
      actualCloseDate: '2026-05-02',
    });
    return id;
  };

  it('a reopened deal has no close, no reason, and the probability of where it goes', async () => {
    const id = await won();
    const reopened = await patch(id, { stage: 'contract' }, firm.manager);
    expect(reopened.data).toMatchObject({
      status: 'active',
      actualCloseDate: null,
      lostReason: null,
      probability: dealStages.contract.probability,
    });
    expect((await events(id)).map(({ fromStage, toStage }) => [fromStage, toStage])).toEqual([
      [null, 'prospect'],
      ['prospect', 'won'],
      ['won', 'contract'],
    ]);
  });

  it('a won deal keeps its price and its day, and may be put right by who answers for it', async () => {
    const id = await won();
    for (const values of [{ actualCloseDate: null }, { value: null }]) {
      const refused = await patch(id, values, firm.manager);
      expect(Object.keys(refused.error?.fields ?? {})).toEqual(Object.keys(values));
    }
    const right = await patch(id, { value: 2_000_000, actualCloseDate: '2026-05-03' }, firm.manager);
    expect(right.data).toMatchObject({
      value: 2_000_000,
      grossCommission: 40_000,
      actualCloseDate: '2026-05-03',
    });
    const [line] = (await api.get<CommissionSplit[]>(`/deals/${id}/splits`, firm.manager)).data;
    expect(line?.amount).toBe(40_000);
  });

  it('a deal is lost on the calendar day of whoever says so', async () => {
    for (const timezone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      await firm.agent.user.update({ timezone });
      const { id } = await create();
      const before = dateIn(timezone, new Date());
      const { data } = await patch(id, { stage: 'lost', lostReason: 'cancelled' });
      expect([before, dateIn(timezone, new Date())]).toContain(data.actualCloseDate);
    }
    await firm.agent.user.update({ timezone: 'America/Chicago' });
  });

  it('on hold is kept through moves until it is let go, and a closed deal has none', async () => {
    const { id } = await create({ ...ready(), onHold: true });
    expect((await patch(id, { stage: 'loi' })).data.status).toBe('on_hold');
    expect((await patch(id, { onHold: false })).data).toMatchObject({ status: 'active', stage: 'loi' });
    await patch(id, { onHold: true });
    expect((await patch(id, { stage: 'lost' })).data.status).toBe('lost');
    expect((await patch(id, { stage: 'loi' }, firm.manager)).data.status).toBe('active');
  });
});

describe('what is shared out', () => {
  it.each(splitStatuses)(
    'follows the fee, also of lines that are %s, and their state stays',
    async (status) => {
      const { id } = await create(flat(100));
      const lines = [house(6667, { status }), { party: 'referral', partyName: 'A friend', bps: 3333 }];
      await putSplits(id, lines);
      await patch(id, flat(200.01));
      const after = (await api.get<CommissionSplit[]>(`/deals/${id}/splits`, firm.manager)).data;
      expect(after.map(({ amount, status: state }) => [amount, state])).toEqual([
        [133.35, status],
        [66.66, 'projected'],
      ]);
      expect(after.map(({ position }) => position)).toEqual([0, 1]);
    },
  );

  it('stays as it is when the fee does', async () => {
    const { id } = await create({ value: 1000, commissionBasis: 'percent', commissionRate: 10 });
    await putSplits(id, [house(10_000)]);
    await SplitRow.update({ amount: 77 }, { where: { dealId: id } });
    await patch(id, { name: 'Only a name' });
    await patch(id, { value: 2000, commissionRate: 5 });
    expect((await SplitRow.findOne({ where: { dealId: id } }))?.amount).toBe(77);
  });

  it('is one whole when two managers write it at once', async () => {
    const { id } = await create(flat(100));
    await putSplits(id, [house(10_000)]);
    const lock = `SELECT 1 FROM "Deal" WHERE id = '${id}' FOR UPDATE`;
    const written = await meetAt(db.url(), lock, [
      () => putSplits(id, [house(4000), house(6000)]),
      () => putSplits(id, [house(2500), house(7500)]),
    ]);
    expect(written.map(({ status }) => status)).toEqual([200, 200]);
    const kept = await SplitRow.findAll({ where: { dealId: id } });
    expect(kept.map(({ bps }) => bps).sort((a, b) => a - b)).toEqual(
      expect.toSatisfy((bps: number[]) => ['4000,6000', '2500,7500'].includes(bps.join())),
    );
    expect(kept.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(100);
  });

  it('keeps who is paid and nothing that contradicts it', async () => {
    const { id } = await create(flat(100));
    const { data } = await putSplits(id, [
      { party: 'internal', userId: firm.agent.id, partyName: 'Not this', bps: 5000 },
      { party: 'outside_broker', userId: firm.colleague.id, partyName: 'Other Realty', bps: 5000 },
    ]);
    expect(data.map(({ user, partyName }) => [user?.id ?? null, partyName])).toEqual([
      [firm.agent.id, null],
      [null, 'Other Realty'],
    ]);
    const gone = await addPerson('Gail', 'agent', firm.north.id);
    await gone.user.destroy();
    const left = await putSplits(id, [{ party: 'internal', userId: gone.id, bps: 10_000 }]);
    expect(left.data).toMatchObject([{ user: { id: gone.id, name: 'Gail Tester' }, bps: 10_000 }]);
  });

  it('is empty without a fee, and filled when there is one', async () => {
    const { id } = await create();
    expect((await putSplits(id, [house(5000), house(5000)])).data.map(({ amount }) => amount)).toEqual([
      null,
      null,
    ]);
    // Whoever comes first in the split gets the odd cent, wherever its row happens to lie.
    await database().query('UPDATE "CommissionSplit" SET position = 1 - position WHERE "dealId" = $1', {
      bind: [id],
    });
    await patch(id, flat(0.01));
    const amounts = (await SplitRow.findAll({ where: { dealId: id }, order: ['position'] })).map(
      ({ amount }) => amount,
    );
    expect(amounts).toEqual([0.01, 0]);
  });
});

describe('imported amounts', () => {
  it.each([
    'kind',
    'value',
    'rentableSF',
    'rentPerSF',
    'termMonths',
    'escalationPct',
    'freeMonths',
    'commissionBasis',
    'commissionRate',
  ] as const)('give way to what follows from the terms once %s changes', async (term) => {
    const { id } = await create({ kind: 'lease', representation: 'tenant', termMonths: 24, value: 5 });
    await DealRow.update({ grossCommission: 777 }, { where: { id } });
    expect((await patch(id, { source: 'Sign' })).data.grossCommission).toBe(777);
    const change = { kind: 'sale', commissionBasis: 'percent' }[term as string] ?? 12;
    expect((await patch(id, { [term]: change })).data.grossCommission).toBeNull();
  });
});

const heardOf = ({ heard }: Pick<Seen<unknown>, 'heard'>, id: string): string[] =>
  heard.filter((change) => change.resource === 'deals' && change.id === id).flatMap(({ rooms }) => rooms);

describe('members', () => {
  it('hear that a deal changed, and only who joins is told', async () => {
    const { id } = await create();
    const members = [{ userId: firm.stranger.id }];
    const joined = await witness.of(() => api.put(`/deals/${id}/members`, firm.agent, { members }));
    expect(heardOf(joined, id)).toContain(`user:${firm.stranger.id}`);
    const told = () => Notification.count({ where: { userId: firm.stranger.id, kind: 'deal.member_added' } });
    expect(await told()).toBe(1);
    await api.put(`/deals/${id}/members`, firm.agent, { members: [{ ...members[0], role: 'analyst' }] });
    expect(await told()).toBe(1);
    const changed = await witness.of(() => patch(id, { source: 'Sign' }));
    expect(heardOf(changed, id)).toContain(`user:${firm.stranger.id}`);
    const left = await witness.of(() => api.put(`/deals/${id}/members`, firm.agent, { members: [] }));
    expect(heardOf(left, id)).toContain(`user:${firm.stranger.id}`);
  });

  it('are listed by when they joined', async () => {
    const { id } = await create();
    for (const members of [[firm.stranger], [firm.stranger, firm.colleague, firm.manager]])
      await api.put(`/deals/${id}/members`, firm.admin, {
        members: members.map((each) => ({ userId: each.id })),
      });
    const { data } = await api.get<{ user: { id: string } }[]>(`/deals/${id}/members`, firm.agent);
    expect(data[0]?.user.id).toBe(firm.stranger.id);
    expect(data.length).toBe(3);
  });
});

const stages: readonly DealStage[] = dealStageKeys;
describe('a new deal', () => {
  it.each(stages.filter((stage) => stage !== 'won'))(
    'may begin at %s, with its first event',
    async (stage) => {
      const { id, probability, status } = await create({ ...ready(), stage, onHold: stage !== 'lost' });
      expect([probability, status]).toEqual([
        dealStages[stage].probability,
        stage === 'lost' ? 'lost' : 'on_hold',
      ]);
      expect(await events(id)).toMatchObject([
        {
          fromStage: null,
          toStage: stage,
          secondsInStage: null,
          by: { id: firm.agent.id },
          grossCommission: 20_000,
        },
      ]);
    },
  );

  it('is not won before anybody shared out what it pays', async () => {
    const body = { name: 'X', kind: 'sale', representation: 'seller', propertyId, ...ready(), stage: 'won' };
    const refused = await api.post('/deals', firm.admin, body);
    expect(Object.keys(refused.error?.fields ?? {})).toEqual(['splits']);
  });
});
