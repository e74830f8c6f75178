import { beforeAll, describe, expect, it } from 'vitest';
import type { Deal, StageEvent } from '@besahubs/contracts/deals';
import type { Page } from '@besahubs/contracts/common';
import type { Contact } from '@besahubs/contracts/contacts';
import { AuditLog } from '../models/AuditLog';
import { Company } from '../models/Company';
import { Deal as DealModel } from '../models/Deal';
import { DealStageEvent } from '../models/DealStageEvent';
import { Property } from '../models/Property';
import { Space } from '../models/Space';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
let property: Property;
let company: Company;
beforeAll(async () => {
  firm = await createFirm();
  property = await Property.create({ name: 'One Elm', type: 'office' });
  company = await Company.create({ name: 'Acme' });
});

const post = (values: object = {}, as: Person = firm.agent) =>
  api.post<Deal>('/deals', as, {
    name: 'Elm sale',
    kind: 'sale',
    representation: 'seller',
    propertyId: property.id,
    ...values,
  });
const create = async (values: object = {}, as?: Person) => {
  const answer = await post(values, as);
  expect(answer.error).toBeNull();
  return answer.data;
};
const read = (id: string, as: Person = firm.agent) => api.get<Deal>(`/deals/${id}`, as);
const patch = (id: string, values: object, as: Person = firm.agent) =>
  api.patch<Deal>(`/deals/${id}`, as, values);
const missing = async (id: string, values: object, as?: Person) => {
  const answer = await patch(id, values, as);
  expect(answer.status).toBe(400);
  return Object.keys(answer.error?.fields ?? {});
};
const events = async (id: string) =>
  (await api.get<StageEvent[]>(`/deals/${id}/stage-events`, firm.admin)).data;
const wholeSplit = { lines: [{ party: 'house', bps: 10_000 }] };
const list = async (query: string, as: Person = firm.agent) =>
  (await api.get<Page<Deal>>(`/deals?${query}`, as)).data;

describe('deals', () => {
  it('creates, reads, changes, deletes and restores', async () => {
    const made = await post({ value: 5_000_000, commissionBasis: 'percent', commissionRate: 2.5 });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      stage: 'prospect',
      status: 'active',
      probability: 5,
      grossCommission: 125_000,
      weightedCommission: 6_250,
      property: { id: property.id, name: 'One Elm' },
      owner: { id: firm.agent.id },
      clientContact: null,
      abilities: { update: true, delete: false, reopen: false, assign: true, editSplits: false },
    });
    const { id } = made.data;
    const changed = await patch(id, { commissionRate: 3, version: 0 });
    expect(changed.data).toMatchObject({ grossCommission: 150_000, weightedCommission: 7_500, version: 1 });
    expect((await patch(id, { name: 'X', version: 0 })).status).toBe(409);
    expect((await api.delete(`/deals/${id}`, firm.agent)).status).toBe(403);
    expect((await api.delete(`/deals/${id}`, firm.manager)).status).toBe(200);
    expect((await read(id)).status).toBe(404);
    expect((await api.post(`/deals/${id}/restore`, firm.manager)).status).toBe(200);
    const audited = await AuditLog.findAll({ where: { resourceId: id }, order: ['createdAt'] });
    expect(audited[1]?.changes).toMatchObject({ grossCommission: [125_000, 150_000] });
  });

  it('computes the value of a lease from its terms, whatever was typed', async () => {
    const deal = await create({
      kind: 'lease',
      representation: 'tenant',
      rentableSF: 5000,
      rentPerSF: 24,
      termMonths: 60,
      freeMonths: 6,
      value: 1,
      commissionBasis: 'percent',
      commissionRate: 4,
    });
    expect(deal).toMatchObject({ value: 540_000, grossCommission: 21_600 });
    expect((await patch(deal.id, { escalationPct: 3 })).data.value).toBe(577_096.3);
    expect((await patch(deal.id, { commissionBasis: 'per_sf', commissionRate: 1.25 })).data).toMatchObject({
      grossCommission: 6250,
    });
    expect((await patch(deal.id, { commissionBasis: null })).data.grossCommission).toBeNull();
  });

  it('leaves imported amounts alone until the terms change', async () => {
    const { id } = await create();
    await DealModel.update({ grossCommission: 777 }, { where: { id } });
    expect((await patch(id, { name: 'Renamed' })).data.grossCommission).toBe(777);
    expect((await patch(id, { value: 100 })).data.grossCommission).toBeNull();
  });

  it('names what is wrong with a bad request', async () => {
    const bad = await post({ kind: 'swap', probability: 101, value: -1, termMonths: 1.5, spaceId: 'x' });
    expect(Object.keys(bad.error?.fields ?? {}).sort()).toEqual([
      'kind',
      'probability',
      'spaceId',
      'termMonths',
      'value',
    ]);
    const links = { clientContactId: company.id, counterpartyCompanyId: property.id };
    expect(Object.keys((await post(links)).error?.fields ?? {}).sort()).toEqual(Object.keys(links));
    const huge = { kind: 'lease', rentableSF: 2e9, rentPerSF: 1e6, termMonths: 1200 };
    expect((await post(huge)).error?.fields).toHaveProperty('rentPerSF');
    expect((await post({ kind: 'lease', termMonths: 6, freeMonths: 7 })).error?.fields).toHaveProperty(
      'freeMonths',
    );
    const backwards = { agreementDate: '2026-05-01', agreementExpiry: '2026-04-30' };
    expect((await post(backwards)).error?.fields).toHaveProperty('agreementExpiry');
  });

  it('takes only spaces of its property, and only contacts the caller sees', async () => {
    const space = await Space.create({ propertyId: property.id, suite: '100' });
    const other = await Property.create({ name: 'Other', type: 'retail' });
    expect((await create({ spaceId: space.id })).spaceId).toBe(space.id);
    expect((await post({ spaceId: space.id, propertyId: other.id })).error?.fields).toHaveProperty('spaceId');
    const { data: contact } = await api.post<Contact>('/contacts', firm.agent, {
      firstName: 'C',
      lastName: 'L',
    });
    expect((await create({ clientContactId: contact.id })).clientContact?.name).toBe('C L');
    expect((await post({ clientContactId: contact.id }, firm.stranger)).error?.fields).toHaveProperty(
      'clientContactId',
    );
  });

  it('searches, filters and sorts along the pipeline', async () => {
    const fee = { commissionBasis: 'flat', commissionRate: 1000 };
    await create({ name: 'Qq one', value: 100, expectedCloseDate: '2030-01-01' });
    await create({ name: 'Qq two', value: 200, stage: 'pursuit', onHold: true, ...fee });
    await create({ name: 'Qq three', stage: 'lost', lostReason: 'competitor', clientCompanyId: company.id });
    const names = async (query: string) => (await list(`q=qq&${query}`)).items.map(({ name }) => name);
    expect(await names('sort=stage')).toEqual(['Qq one', 'Qq two', 'Qq three']);
    expect(await names('sort=-stage')).toEqual(['Qq three', 'Qq two', 'Qq one']);
    expect(await names('sort=-value')).toEqual(['Qq two', 'Qq one', 'Qq three']);
    expect(await names('sort=-grossCommission&pageSize=1')).toEqual(['Qq two']);
    expect(await names('status=on_hold')).toEqual(['Qq two']);
    expect(await names('open=false')).toEqual(['Qq three']);
    expect((await list('q=qq&open=true')).total).toBe(2);
    expect(await names('stage=pursuit,lost&sort=stage')).toEqual(['Qq two', 'Qq three']);
    expect(await names('valueMin=100&valueMax=100')).toEqual(['Qq one']);
    expect(await names('expectedCloseFrom=2030-01-01&expectedCloseTo=2030-01-01')).toEqual(['Qq one']);
    expect(await names(`clientCompanyId=${company.id}`)).toEqual(['Qq three']);
    expect(await names('kind=lease')).toEqual([]);
    expect((await api.get('/deals?sort=lostNote', firm.agent)).error?.fields).toHaveProperty('sort');
  });
});

describe('scope', () => {
  it('is the owner, the manager of the team, admins; 404 to everybody else', async () => {
    const { id } = await create({ name: 'Scoped deal' });
    for (const [person, status] of [
      [firm.admin, 200],
      [firm.manager, 200],
      [firm.agent, 200],
      [firm.colleague, 404],
      [firm.stranger, 404],
      [firm.otherManager, 404],
    ] as const) {
      expect((await read(id, person)).status).toBe(status);
      expect((await patch(id, { source: person.id }, person)).status).toBe(status);
      expect((await list('q=scoped', person)).total).toBe(status === 200 ? 1 : 0);
      for (const path of ['stage-events', 'splits', 'members'])
        expect((await api.get(`/deals/${id}/${path}`, person)).status).toBe(status);
    }
    expect((await api.get('/deals', null)).status).toBe(401);
  });

  it('takes members in, who work the deal but do not give it away', async () => {
    const { id } = await create();
    const put = (members: object[], as: Person = firm.agent) =>
      api.put(`/deals/${id}/members`, as, { members });
    const set = await put([{ userId: firm.stranger.id }]);
    expect(set.data).toEqual([{ user: { id: firm.stranger.id, name: 'Sid Tester' }, role: 'co_broker' }]);
    expect((await read(id, firm.stranger)).data.abilities).toMatchObject({ update: true, assign: false });
    expect((await patch(id, { source: 'Sign' }, firm.stranger)).status).toBe(200);
    expect((await patch(id, { ownerId: firm.stranger.id }, firm.stranger)).status).toBe(403);
    expect((await put([], firm.stranger)).status).toBe(403);
    expect((await put([{ userId: firm.agent.id }])).error?.fields).toHaveProperty('members.0.userId');
    const twice = [{ userId: firm.stranger.id }, { userId: firm.stranger.id }];
    expect((await put(twice)).error?.fields).toHaveProperty('members.1.userId');
    expect((await put([{ userId: id }])).error?.fields).toHaveProperty('members.0.userId');
    expect((await put([{ userId: firm.stranger.id, role: 'analyst' }])).data).toMatchObject([
      { role: 'analyst' },
    ]);
    const told = await api.get<Page<{ kind: string }>>('/notifications', firm.stranger);
    expect(told.data.items.map(({ kind }) => kind)).toEqual(['deal.member_added']);
    expect((await put([], firm.manager)).data).toEqual([]);
    expect((await read(id, firm.stranger)).status).toBe(404);
  });
});

describe('the nine stages', () => {
  it('starts with a client or a property, and a first event', async () => {
    const none = await post({ propertyId: null });
    expect(none.status).toBe(400);
    expect(Object.keys(none.error?.fields ?? {})).toEqual([
      'clientContactId',
      'clientCompanyId',
      'propertyId',
    ]);
    const { id } = await create();
    expect(await events(id)).toMatchObject([
      {
        fromStage: null,
        toStage: 'prospect',
        by: { id: firm.agent.id },
        probability: 5,
        secondsInStage: null,
      },
    ]);
  });

  it('walks all gates: refused naming what is missing, let in with it, an event for each move', async () => {
    const { id } = await create();
    const steps: [string, string[], object][] = [
      [
        'pursuit',
        ['commissionBasis', 'commissionRate', 'value'],
        { commissionBasis: 'percent', commissionRate: 2, value: 1e6 },
      ],
      [
        'engaged',
        ['agreementType', 'agreementDate', 'agreementExpiry'],
        { agreementType: 'Exclusive', agreementDate: '2026-01-01', agreementExpiry: '2026-12-31' },
      ],
      ['loi', ['loiDate'], { loiDate: '2026-03-01' }],
      ['negotiation', ['counterpartyCompanyId'], { counterpartyCompanyId: company.id }],
      [
        'contract',
        ['contractDate', 'dueDiligenceExpiry', 'expectedCloseDate'],
        { contractDate: '2026-04-01', dueDiligenceExpiry: '2026-05-01', expectedCloseDate: '2026-06-01' },
      ],
    ];
    for (const [stage, gate, facts] of steps) {
      expect(await missing(id, { stage })).toEqual(gate);
      const moved = await patch(id, { stage, ...facts });
      expect(moved.status).toBe(200);
      expect(moved.data.stage).toBe(stage);
    }
    expect(await missing(id, { stage: 'won' })).toEqual(['actualCloseDate', 'splits']);
    const close = { stage: 'won', actualCloseDate: '2026-06-02', value: 1_100_000 };
    expect(await missing(id, close)).toEqual(['splits']);
    expect((await api.put(`/deals/${id}/splits`, firm.manager, wholeSplit)).status).toBe(200);
    const won = await patch(id, close);
    expect(won.data).toMatchObject({
      status: 'won',
      probability: 100,
      grossCommission: 22_000,
      weightedCommission: 22_000,
      abilities: { update: false, reopen: false },
    });
    const history = await events(id);
    expect(history.map(({ toStage }) => toStage)).toEqual([
      'prospect',
      ...steps.map(([stage]) => stage),
      'won',
    ]);
    expect(history.map(({ fromStage }) => fromStage)).toEqual([
      null,
      ...history.slice(0, -1).map(({ toStage }) => toStage),
    ]);
    expect(history.at(-1)).toMatchObject({
      value: 1_100_000,
      grossCommission: 22_000,
      probability: 100,
      expectedCloseDate: '2026-06-01',
    });
    const [before, last] = history.slice(-2);
    const stayed = (Date.parse(String(last?.occurredAt)) - Date.parse(String(before?.occurredAt))) / 1000;
    expect(Math.abs(Number(last?.secondsInStage) - stayed)).toBeLessThan(1);
    expect(history.at(-1)?.occurredAt).toBe(won.data.stageEnteredAt);
  });

  it('writes no event for a refused move, and none for a change that is no move', async () => {
    const { id, stageEnteredAt } = await create();
    await patch(id, { stage: 'engaged' });
    const same = await patch(id, { stage: 'prospect', name: 'Same stage' });
    expect(same.data.stageEnteredAt).toBe(stageEnteredAt);
    expect(await DealStageEvent.count({ where: { dealId: id } })).toBe(1);
  });

  it('asks for a reason when a deal is lost, and closes it today', async () => {
    const { id } = await create();
    expect(await missing(id, { stage: 'lost' })).toEqual(['lostReason']);
    const lost = await patch(id, { stage: 'lost', lostReason: 'price_terms', lostNote: 'Too dear' });
    expect(lost.data).toMatchObject({ status: 'lost', probability: 0 });
    expect(lost.data.actualCloseDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('keeps closed deals closed to agents; manager and admin reopen them', async () => {
    const { id } = await create({ stage: 'lost', lostReason: 'cancelled' });
    expect((await patch(id, { stage: 'prospect' })).status).toBe(403);
    expect((await patch(id, { name: 'New name' })).status).toBe(403);
    expect((await api.put(`/deals/${id}/members`, firm.agent, { members: [] })).status).toBe(403);
    expect((await patch(id, { stage: 'prospect' }, firm.otherManager)).status).toBe(404);
    expect(await missing(id, { lostReason: null }, firm.manager)).toEqual(['lostReason']);
    expect(await missing(id, { onHold: true }, firm.manager)).toEqual(['onHold']);
    const reopened = await patch(id, { stage: 'prospect' }, firm.manager);
    expect(reopened.data).toMatchObject({
      status: 'active',
      probability: 5,
      actualCloseDate: null,
      lostReason: null,
    });
  });

  it('holds a deal without moving it, and overrides its probability until it moves', async () => {
    const { id } = await create();
    expect((await patch(id, { onHold: true, probability: 33 })).data).toMatchObject({
      status: 'on_hold',
      probability: 33,
      stage: 'prospect',
    });
    expect((await patch(id, { probability: null })).data.probability).toBe(5);
    const fee = { commissionBasis: 'flat', commissionRate: 1 };
    const moved = await patch(id, { probability: 40, stage: 'pursuit', ...fee });
    expect(moved.data).toMatchObject({ status: 'on_hold', probability: 40 });
    expect((await patch(id, { stage: 'prospect', onHold: false })).data).toMatchObject({
      status: 'active',
      probability: 5,
    });
  });
});
