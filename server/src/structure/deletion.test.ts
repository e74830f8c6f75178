import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { Home } from '@besahubs/contracts/home';
import type { SearchResult } from '@besahubs/contracts/search';
import { database } from '../models';
import { CalendarAccount } from '../models/CalendarAccount';
import { CalendarEvent } from '../models/CalendarEvent';
import { Contact } from '../models/Contact';
import { Task } from '../models/Task';
import { useDatabase } from '../testing/db';
import { fieldsOf } from '../testing/distinct';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { contractOf, createTargets, inputOf, kinds, linksOf, resources } from '../testing/resources';
import type { Targets } from '../testing/resources';
import { contents, tablesThatDiffer } from '../testing/witness';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

type Shown = Record<string, unknown> & { id: string };
const KIND_OF: Record<string, string> = {
  Company: 'companies',
  Contact: 'contacts',
  Property: 'properties',
  Deal: 'deals',
  List: 'lists',
};
let seed = 100;
async function create(kind: string, targets: Targets, as: Person = firm.admin): Promise<Shown> {
  seed += 1;
  const body = inputOf(kind, seed, targets);
  const answer = await api.post<Shown>(`/${kind}`, as, body);
  expect(answer.error).toBeNull();
  return answer.data;
}
const links = kinds.flatMap((kind) =>
  Object.entries(resources[kind]?.references ?? {}).map(
    ([field, { model }]) => [kind, field, model.name] as const,
  ),
);
const linked = links.filter(([, , target]) => KIND_OF[target]);
/** What the label of a link is called. */
const labelOf = (field: string) =>
  field === 'counterpartyCompanyId' ? 'counterparty' : field.replace(/Id$/, '');

/** Links to people have rules of their own: `ownership`, and who may be given a task. */
const PEOPLE = ['ownerId', 'assigneeId'];

describe('a link', () => {
  it.each(kinds)('of %s is looked up before it is taken, whatever its field is called', (kind) => {
    const fields = Object.entries(fieldsOf(contractOf(kind).input))
      .filter(([field, { format }]) => format === 'uuid' && !PEOPLE.includes(field))
      .map(([field]) => field);
    expect(Object.keys(resources[kind]?.references ?? {}).sort()).toEqual(fields.sort());
  });

  it.each(linked)(
    'of %s, %s, points at nothing that is missing, deleted, or out of sight',
    async (kind, field, target) => {
      const targets = await createTargets(firm.agent);
      const body = { ...inputOf(kind, (seed += 1), {}), ...linksOf(kind, targets) };
      const targetKind = KIND_OF[target] ?? '';
      const other = (await createTargets(firm.agent))[target] ?? '';
      await resources[targetKind]?.model.destroy({ where: { id: other } });
      const unknown = firm.agent.id;
      const mine = await api.post<Shown>(`/${kind}`, firm.agent, body);
      expect(mine.error).toBeNull();
      for (const id of [unknown, other]) {
        const created = await api.post(`/${kind}`, firm.agent, { ...body, [field]: id });
        expect(created.error?.fields).toEqual({ [field]: 'There is no such record.' });
        const patched = await api.patch(`/${kind}/${mine.data.id}`, firm.agent, { [field]: id });
        expect(patched.error?.fields).toEqual({ [field]: 'There is no such record.' });
      }
      // The stranger: everything that is the agent's own is to them as if it were not there.
      const visible =
        (await api.get(`/${targetKind}/${targets[target] ?? ''}`, firm.stranger)).status === 200;
      const theirs = await createTargets(firm.stranger);
      const asStranger = { ...body, ...linksOf(kind, theirs), [field]: targets[target] };
      const refused = await api.post(`/${kind}`, firm.stranger, asStranger);
      expect(refused.error?.fields ?? null).toEqual(visible ? null : { [field]: 'There is no such record.' });
      const foreign = await api.get(`/${kind}?pageSize=200`, firm.stranger);
      expect(JSON.stringify(foreign.data).includes(targets[target] ?? '')).toBe(visible);
    },
  );

  it('to a record of another team is hidden for contacts, deals and lists, and shown for the firm’s own', async () => {
    const targets = await createTargets(firm.agent);
    const seen: string[] = [];
    for (const [target, id] of Object.entries(targets))
      if ((await api.get(`/${KIND_OF[target] ?? ''}/${id}`, firm.stranger)).status === 200) seen.push(target);
    expect(seen).toEqual(['Company', 'Property']);
  });

  it('that stays as it is may point beyond one’s sight: forms send it back with the rest', async () => {
    const targets = await createTargets(firm.agent);
    const task = await create('tasks', targets);
    await Task.update({ assigneeId: firm.stranger.id }, { where: { id: task.id } });
    const same = { contactId: task['contactId'], dealId: task['dealId'], title: 'Named anew' };
    expect((await api.patch(`/tasks/${task.id}`, firm.stranger, same)).status).toBe(200);
  });
});

const hits = async (q: string, as: Person) => {
  const { groups } = (await api.get<SearchResult>(`/search?q=${encodeURIComponent(q)}&limit=20`, as)).data;
  return groups.flatMap(({ items }) => items.map(({ id }) => id));
};
const titleOf = (record: Shown) => String(record['name'] ?? record['title'] ?? record['subject']);

describe('a deleted record', () => {
  it.each(kinds)('of %s is gone from list, count, search and sight, and comes back whole', async (kind) => {
    const record = await create(kind, await createTargets(firm.admin));
    const list = async () => {
      const { items, total } = (await api.get<Page<Shown>>(`/${kind}?pageSize=200`, firm.admin)).data;
      return { has: items.some(({ id }) => id === record.id), total };
    };
    const found = async () => (await hits(titleOf(record), firm.admin)).includes(record.id);
    const before = await list();
    const wasFound = await found();
    expect(before.has).toBe(true);
    expect(wasFound).toBe(kind !== 'activities' && kind !== 'lists');
    expect((await api.delete(`/${kind}/${record.id}`, firm.admin)).status).toBe(200);
    expect(await list()).toEqual({ has: false, total: before.total - 1 });
    expect(await found()).toBe(false);
    for (const call of [
      api.get(`/${kind}/${record.id}`, firm.admin),
      api.patch(`/${kind}/${record.id}`, firm.admin, {}),
      api.delete(`/${kind}/${record.id}`, firm.admin),
    ])
      expect((await call).status).toBe(404);
    const back = await api.post<Shown>(`/${kind}/${record.id}/restore`, firm.admin);
    const { version: _v, updatedAt: _u, abilities: _a, ...whole } = record;
    expect(back.data).toMatchObject(whole);
    expect(await list()).toEqual(before);
    expect(await found()).toBe(wasFound);
  });

  it.each(linked)('is no label any more: %s, %s', async (kind, field, target) => {
    const targets = await createTargets(firm.admin);
    const record = await create(kind, targets);
    const shown = async () => (await api.get<Shown>(`/${kind}/${record.id}`, firm.admin)).data;
    const listed = async () =>
      (await api.get<Page<Shown>>(`/${kind}?pageSize=200`, firm.admin)).data.items.find(
        ({ id }) => id === record.id,
      );
    const label = labelOf(field);
    const before = await shown();
    expect(before[label]).toMatchObject({ id: targets[target] });
    const path = `/${KIND_OF[target] ?? ''}/${targets[target] ?? ''}`;
    expect((await api.delete(path, firm.admin)).status).toBe(200);
    expect((await shown())[label]).toBeNull();
    expect((await listed())?.[label]).toBeNull();
    await api.post(`${path}/restore`, firm.admin);
    expect(await shown()).toEqual(before);
  });

  it('is on nobody’s morning page: not as a task, a deal, or the name behind one', async () => {
    const targets = await createTargets(firm.agent);
    const task = await Task.create({
      title: 'Ring',
      ownerId: firm.agent.id,
      teamId: firm.north.id,
      assigneeId: firm.agent.id,
      dueAt: new Date(Date.now() - 3 * 86_400_000),
      contactId: targets['Contact'] ?? null,
      dealId: targets['Deal'] ?? null,
    });
    const account = await CalendarAccount.create({
      userId: firm.agent.id,
      provider: 'google',
      providerUserId: '1',
      email: 'a@b.test',
      accessToken: 'x',
      expiresAt: new Date(),
    });
    await CalendarEvent.create({
      calendarAccountId: account.id,
      externalId: 'e',
      title: 'Lunch',
      start: new Date(Date.now() - 1000),
      end: new Date(Date.now() + 1000),
      contactId: targets['Contact'] ?? null,
    });
    const home = async () => (await api.get<Home>('/home', firm.agent)).data;
    const before = await home();
    expect(before.nextTasks).toMatchObject([
      { contact: { name: 'Linked Contact' }, deal: { name: 'Linked Deal' } },
    ]);
    expect(before.meetings).toMatchObject([{ contact: { name: 'Linked Contact' } }]);
    await api.delete(`/contacts/${targets['Contact'] ?? ''}`, firm.admin);
    await api.delete(`/deals/${targets['Deal'] ?? ''}`, firm.admin);
    const without = await home();
    expect(without.nextTasks).toMatchObject([{ contact: null, deal: null }]);
    expect(without.meetings).toMatchObject([{ contact: null }]);
    expect(without.pipeline.openDeals).toBe(before.pipeline.openDeals - 1);
    await task.destroy();
    expect((await home()).nextTasks).toEqual([]);
  });

  it('takes nothing with it: spaces, leases, splits, members, shares and list members are there when it is back', async () => {
    const targets = await createTargets(firm.agent);
    const [propertyId, dealId, contactId, listId] = ['Property', 'Deal', 'Contact', 'List'].map(
      (name) => targets[name] ?? '',
    );
    const space = await api.post<Shown>(`/properties/${propertyId}/spaces`, firm.admin, { suite: '1' });
    await api.post(`/properties/${propertyId}/leases`, firm.admin, {
      tenantName: 'T',
      spaceId: space.data.id,
    });
    await api.put(`/deals/${dealId}/splits`, firm.admin, { lines: [{ party: 'house', bps: 10_000 }] });
    await api.put(`/deals/${dealId}/members`, firm.admin, { members: [{ userId: firm.stranger.id }] });
    await api.post(`/contacts/${contactId}/shares`, firm.admin, { userId: firm.stranger.id });
    await api.post(`/lists/${listId}/members`, firm.admin, { contactIds: [contactId] });
    const paths = [
      `/properties/${propertyId}/rent-roll`,
      `/deals/${dealId}/splits`,
      `/deals/${dealId}/members`,
      `/deals/${dealId}/stage-events`,
      `/contacts/${contactId}/shares`,
      `/lists/${listId}/members`,
    ];
    const all = () => Promise.all(paths.map(async (path) => (await api.get(path, firm.admin)).data));
    const [before, rows] = [await all(), await contents()];
    const records = [
      `/properties/${propertyId}`,
      `/deals/${dealId}`,
      `/contacts/${contactId}`,
      `/lists/${listId}`,
    ];
    for (const path of records) expect((await api.delete(path, firm.admin)).status).toBe(200);
    for (const path of paths) expect([path, (await api.get(path, firm.admin)).status]).toEqual([path, 404]);
    expect((await api.get(`/deals/${dealId}`, firm.stranger)).status).toBe(404);
    for (const path of records) expect((await api.post(`${path}/restore`, firm.admin)).status).toBe(200);
    // Members carry the record's version and times; everything else is as it was.
    const still = (await all()).map((part) =>
      JSON.stringify(part).replace(/"(version|updatedAt)":[^,}]+/g, ''),
    );
    expect(still).toEqual(
      before.map((part) => JSON.stringify(part).replace(/"(version|updatedAt)":[^,}]+/g, '')),
    );
    expect(tablesThatDiffer(rows, await contents()).sort()).toEqual([
      'AuditLog',
      'Contact',
      'Deal',
      'List',
      'Property',
    ]);
    expect((await api.get(`/deals/${dealId}`, firm.stranger)).status).toBe(200);
  });

  it('leaves its place: a suite that was removed can be made anew, and a list counts who is left', async () => {
    const {
      Property: propertyId = '',
      Contact: contactId = '',
      List: listId = '',
    } = await createTargets(firm.agent);
    const suite = () => api.post<Shown>(`/properties/${propertyId}/spaces`, firm.admin, { suite: '1' });
    const first = await suite();
    expect((await suite()).status).toBe(409);
    await api.delete(`/properties/${propertyId}/spaces/${first.data.id}`, firm.admin);
    expect((await suite()).status).toBe(201);
    await api.post(`/lists/${listId}/members`, firm.admin, { contactIds: [contactId] });
    await Contact.destroy({ where: { id: contactId } });
    expect((await api.get<Shown>(`/lists/${listId}`, firm.admin)).data['memberCount']).toBe(0);
  });
});

describe('whose a record is', () => {
  const owned = kinds.filter((kind) => !['tasks', 'activities', 'lists'].includes(kind));
  it.each(owned)(
    'of %s: its team is its owner’s, when it is made and when it is given away',
    async (kind) => {
      const targets = await createTargets(firm.admin);
      const record = await create(kind, targets);
      const teamOf = async () => (await resources[kind]?.model.findByPk(record.id))?.teamId;
      expect(await teamOf()).toBeNull();
      for (const [person, team] of [
        [firm.stranger, firm.south.id],
        [firm.agent, firm.north.id],
      ] as const) {
        const given = await api.patch<Shown>(`/${kind}/${record.id}`, firm.admin, { ownerId: person.id });
        expect(given.data['owner']).toMatchObject({ id: person.id });
        expect(await teamOf()).toBe(team);
      }
      const made = await api.post<Shown>(`/${kind}`, firm.admin, {
        ...inputOf(kind, (seed += 1), targets),
        ownerId: firm.stranger.id,
      });
      expect((await resources[kind]?.model.findByPk(made.data.id))?.teamId).toBe(firm.south.id);
      // Within one's own team alone, but for admins.
      const wide = { ...inputOf(kind, (seed += 1), {}), ...linksOf(kind, await createTargets(firm.manager)) };
      const beyond = await api.post(`/${kind}`, firm.manager, { ...wide, ownerId: firm.stranger.id });
      expect(Object.keys(beyond.error?.fields ?? {})).toEqual(['ownerId']);
      expect(
        (await api.post(`/${kind}`, firm.manager, { ...wide, ownerId: firm.colleague.id })).error,
      ).toBeNull();
    },
  );

  it.each(kinds)(
    'of %s goes with its owner to another team, deleted or not, and nothing else of it changes',
    async (kind) => {
      const kept = await create(kind, await createTargets(firm.admin));
      const gone = await create(kind, await createTargets(firm.admin));
      const model = resources[kind]?.model;
      await model?.update(
        { ownerId: firm.colleague.id, teamId: firm.north.id },
        {
          where: { id: [kept.id, gone.id] },
        },
      );
      await model?.destroy({ where: { id: gone.id } as never });
      const rowsOf = async () =>
        (
          await model?.findAll({ where: { id: [kept.id, gone.id] } as never, paranoid: false, order: ['id'] })
        )?.map((row) => row.get({ plain: true }) as Record<string, unknown>);
      const before = await rowsOf();
      const move = (teamId: string | null) =>
        api.patch(`/agents/${firm.colleague.id}`, firm.admin, { teamId });
      for (const teamId of [firm.south.id, null, firm.north.id]) {
        expect((await move(teamId)).status).toBe(200);
        expect(await rowsOf()).toEqual(before?.map((row) => ({ ...row, teamId })));
      }
      await database().query(`DELETE FROM "${model?.name ?? ''}" WHERE id IN ($1, $2)`, {
        bind: [kept.id, gone.id],
      });
    },
  );
});
