import { beforeAll, describe, expect, it } from 'vitest';
import { CalendarAccount } from '../models/CalendarAccount';
import { Contact } from '../models/Contact';
import { Deal } from '../models/Deal';
import { Notification } from '../models/Notification';
import { Property } from '../models/Property';
import { allRoutes } from '../routes';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { useSockets } from '../testing/sockets';
import type { Ear } from '../testing/sockets';

useDatabase();
const sockets = useSockets();
const api = httpClient();
type Name = 'admin' | 'manager' | 'agent' | 'colleague' | 'stranger' | 'otherManager';
const NAMES: Name[] = ['admin', 'manager', 'agent', 'colleague', 'stranger', 'otherManager'];
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

/** One kind of record, all that can be done with it, and who does it. */
interface Case {
  what: string;
  /** As in the URL; sockets call calendars otherwise. */
  path: string;
  resource?: string;
  as?: Name;
  /** The body it is made with, or a row that is there already. */
  make(): Promise<object> | object;
  existing?(): Promise<{ id: string }>;
  /** Changes, one after the other; some take it from somebody's sight. */
  patches?: ((id: string) => object)[];
  verb?: 'patch' | 'put';
  /** Who may see it and is not told, because only the database knows that they may (ADR 0005). */
  silent?: Name[];
  restorable?: boolean;
  /** Who may see it cannot be asked for one by one. */
  everyone?: boolean;
}
const row = async (body: Promise<{ id: string }>): Promise<string> => (await body).id;
const contactOf = (over: Partial<Contact> = {}): Promise<string> =>
  row(
    Contact.create({
      firstName: 'Ida',
      lastName: 'Stone',
      ownerId: firm.agent.id,
      teamId: firm.north.id,
      ...over,
    }),
  );
const dealOf = (): Promise<string> =>
  row(
    Deal.create({
      name: 'Tower',
      kind: 'lease',
      representation: 'tenant',
      ownerId: firm.agent.id,
      teamId: firm.north.id,
    }),
  );
const dealWithMember = async (): Promise<string> => {
  const id = await dealOf();
  const members = [{ userId: firm.stranger.id, role: 'support' }];
  const answer = await api.put(`/deals/${id}/members`, firm.agent, { members });
  expect(answer.status).toBe(200);
  return id;
};
const sharedContact = async (): Promise<string> => {
  const id = await contactOf();
  expect(
    (await api.post(`/contacts/${id}/shares`, firm.agent, { userId: firm.stranger.id })).status,
  ).toBeLessThan(300);
  return id;
};
const toColleague = () => ({ ownerId: firm.colleague.id });

const cases: Case[] = [
  {
    what: 'a company',
    path: 'companies',
    as: 'manager',
    make: () => ({ name: 'Acme' }),
    patches: [() => ({ city: 'Waco' })],
  },
  {
    what: 'a property',
    path: 'properties',
    as: 'manager',
    make: () => ({ name: 'Pier 9', type: 'office' }),
    patches: [() => ({ city: 'Waco' })],
  },
  {
    what: 'a contact',
    path: 'contacts',
    make: () => ({ firstName: 'Bo', lastName: 'Ek' }),
    patches: [() => ({ title: 'Broker' }), () => ({ confidential: true }), () => ({ title: 'Owner' })],
  },
  {
    what: 'a confidential contact',
    path: 'contacts',
    make: () => ({ firstName: 'Cy', lastName: 'Fox', confidential: true }),
    patches: [() => ({ title: 'Broker' }), () => ({ confidential: false })],
  },
  {
    what: 'a contact that was shared',
    path: 'contacts',
    make: () => ({}),
    existing: async () => ({ id: await sharedContact() }),
    patches: [() => ({ title: 'Broker' })],
    silent: ['stranger'],
  },
  {
    what: 'a contact that is given away',
    path: 'contacts',
    as: 'manager',
    make: () => ({}),
    existing: async () => ({ id: await contactOf() }),
    patches: [toColleague, () => ({ title: 'Broker' })],
  },
  {
    what: 'a deal that is given away',
    path: 'deals',
    as: 'manager',
    make: () => ({}),
    existing: async () => ({ id: await dealOf() }),
    patches: [() => ({ name: 'Tower II' }), toColleague, () => ({ name: 'Tower III' })],
  },
  {
    what: 'a deal with members',
    path: 'deals',
    as: 'manager',
    make: () => ({}),
    existing: async () => ({ id: await dealWithMember() }),
    patches: [() => ({ name: 'Tower II' })],
  },
  {
    what: 'a note on a contact',
    path: 'activities',
    make: async () => ({ type: 'note', body: 'Called', contactId: await contactOf() }),
    patches: [() => ({ body: 'Met' }), () => ({ private: true }), () => ({ body: 'Wrote' })],
  },
  {
    what: 'a private note',
    path: 'activities',
    make: async () => ({ type: 'note', body: 'Mine', private: true, contactId: await contactOf() }),
    patches: [() => ({ body: 'Still mine' })],
  },
  {
    what: 'a note on a confidential contact',
    path: 'activities',
    make: async () => ({ type: 'note', body: 'Sells', contactId: await contactOf({ confidential: true }) }),
    patches: [() => ({ body: 'Sells soon' })],
  },
  {
    what: 'a note on a deal with members',
    path: 'activities',
    make: async () => ({ type: 'note', body: 'Signed', dealId: await dealWithMember() }),
    patches: [() => ({ body: 'Countersigned' })],
    silent: ['stranger'],
  },
  {
    what: 'a note on a building',
    path: 'activities',
    make: async () => ({
      type: 'note',
      body: 'New roof',
      propertyId: await row(Property.create({ name: 'Pier', type: 'office' })),
    }),
    patches: [() => ({ body: 'Newer roof' })],
    silent: ['colleague', 'stranger', 'otherManager'],
  },
  {
    what: 'a task',
    path: 'tasks',
    make: () => ({ title: 'Call', assigneeId: firm.colleague.id }),
    patches: [
      () => ({ title: 'Call back' }),
      () => ({ assigneeId: firm.agent.id }),
      () => ({ title: 'Wait' }),
    ],
  },
  {
    what: 'a task on a deal with members',
    path: 'tasks',
    make: async () => ({ title: 'Sign', dealId: await dealWithMember() }),
    patches: [() => ({ title: 'Countersign' })],
    silent: ['stranger'],
  },
  {
    what: 'a campaign',
    path: 'campaigns',
    make: () => ({ name: 'Spring', subject: 'Dock doors' }),
    patches: [() => ({ name: 'Summer' })],
  },
  { what: 'a list', path: 'lists', make: () => ({ name: 'Owners' }), patches: [() => ({ name: 'Tenants' })] },
  {
    what: 'a dashboard',
    path: 'dashboards',
    verb: 'put',
    make: () => ({ name: 'Mine' }),
    patches: [
      () => ({ name: 'Ours' }),
      () => ({ sharedWith: { userIds: [firm.stranger.id], roles: ['manager'] } }),
      () => ({ name: 'Theirs' }),
      () => ({ sharedWith: { userIds: [firm.colleague.id] } }),
      () => ({ isShared: false }),
      () => ({ name: 'Mine again' }),
      () => ({ isShared: true }),
    ],
  },
  {
    what: 'an agent',
    path: 'agents',
    as: 'admin',
    make: () => ({
      email: 'nell@firm.test',
      firstName: 'Nell',
      lastName: 'New',
      role: 'agent',
      timezone: 'UTC',
    }),
    patches: [() => ({ title: 'Associate' })],
  },
  {
    what: 'a team',
    path: 'teams',
    as: 'admin',
    everyone: true,
    restorable: false,
    make: () => ({ name: 'East' }),
    patches: [() => ({ name: 'West' })],
  },
  {
    what: 'a notification',
    path: 'notifications',
    restorable: false,
    make: () => ({}),
    existing: () => Notification.create({ userId: firm.agent.id, kind: 'test', title: 'Hello' }),
    patches: [() => ({ read: true })],
  },
  {
    what: 'a connected calendar',
    path: 'calendar/accounts',
    resource: 'calendar-accounts',
    restorable: false,
    make: () => ({}),
    existing: () =>
      CalendarAccount.create({
        userId: firm.agent.id,
        provider: 'google',
        providerUserId: String(Math.random()),
        email: 'ann@calendar.example',
        accessToken: 'x',
        expiresAt: new Date(),
      }),
    // An admin may look at anybody's, and is not told when somebody's changes.
    silent: ['admin'],
  },
];

let ears: Record<Name, Ear>;
beforeAll(async () => {
  const open = NAMES.map(async (name) => [name, await sockets.listen(firm[name])] as const);
  ears = Object.fromEntries(await Promise.all(open)) as Record<Name, Ear>;
});

describe('who hears of a record is who may see it', () => {
  it('for everything that can be deleted by its id', () => {
    // A widget is told as its dashboard; schedules, events and shares have tests of their own.
    const besides = ['widgets', 'schedules', 'calendar/events'];
    const deletable = allRoutes()
      .filter(({ method, path }) => method === 'delete' && /\/:id$/.test(path))
      .map(({ path }) => path.slice(1, -'/:id'.length));
    expect(new Set([...cases.map(({ path }) => path), ...besides])).toEqual(new Set(deletable));
  });

  it.each(cases)('$what: made, changed, deleted and restored', async (each) => {
    const { path, resource = path, as = 'agent', verb = 'patch', silent = [], patches = [] } = each;
    const one = (id: string) => `/${path}/${id}`;
    const body = await each.make();
    const given = await each.existing?.();
    const all = Object.values(ears);
    await sockets.settle(all);
    for (const { heard } of all) heard.length = 0;
    const seers = async (id: string): Promise<Set<Name>> => {
      if (each.everyone) return new Set(NAMES);
      const answers = await Promise.all(NAMES.map((name) => api.get(one(id), firm[name])));
      return new Set(NAMES.filter((_name, index) => answers[index]?.status === 200));
    };
    /** Who was told of the record, and nothing of it besides that it changed. */
    const told = async (id: string): Promise<Name[]> => {
      await sockets.settle(all);
      const names = NAMES.filter((name) => ears[name].heard.includes(`${resource}:${id}`));
      for (const { heard } of all) heard.length = 0;
      return names;
    };
    let before = new Set<Name>();
    const check = async (id: string, step: string): Promise<void> => {
      const heard = await told(id);
      const after = await seers(id);
      const expected = NAMES.filter((name) => before.has(name) || after.has(name));
      expect([step, heard]).toEqual([step, expected.filter((name) => !silent.includes(name))]);
      expect([step, silent.filter((name) => !expected.includes(name))]).toEqual([step, []]);
      before = after;
    };

    let id = given?.id ?? '';
    if (given) before = await seers(id);
    else {
      const made = await api.post<{ id: string }>(`/${path}`, firm[as], body);
      expect([made.status, made.error]).toEqual([201, null]);
      ({ id } = made.data);
      await check(id, 'made');
    }
    for (const patch of patches) {
      const change = patch(id);
      expect((await api[verb](one(id), firm[as], change)).error).toBeNull();
      await check(id, JSON.stringify(change));
    }
    expect((await api.delete(one(id), firm[as])).error).toBeNull();
    const seen = before;
    await check(id, 'deleted');
    if (each.restorable === false) return;
    expect((await api.post(`${one(id)}/restore`, firm[as])).error).toBeNull();
    await check(id, 'restored');
    if (!each.everyone) expect(before).toEqual(seen);
  });
});
