import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../testing/http';
import { Contact } from '../models/Contact';
import { ContactShare } from '../models/ContactShare';
import { Deal } from '../models/Deal';
import { DealMember } from '../models/DealMember';
import { User } from '../models/User';
import { useDatabase } from '../testing/db';
import { fieldsOf } from '../testing/distinct';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import {
  contractOf,
  createTargets,
  kinds,
  linksOf,
  peopleOf,
  resources,
  routeOf,
} from '../testing/resources';
import type { Targets } from '../testing/resources';

/** What a record says that somebody may do with it is what its routes then let them do: no more and no less. */

useDatabase();
const api = httpClient();
let firm: Firm;
let targets: Targets;
beforeAll(async () => {
  firm = await createFirm();
  targets = await createTargets(firm.agent);
});

const NEEDED: Record<string, object> = {
  companies: { name: 'X' },
  contacts: { firstName: 'X', lastName: 'Y', email: 'x@able.example' },
  properties: { name: 'X', type: 'office' },
  deals: { name: 'X', kind: 'sale', representation: 'seller' },
  tasks: { title: 'X' },
  activities: { type: 'note' },
  lists: { name: 'X' },
  campaigns: { name: 'X' },
};
const make = async (kind: string, owner: Person, more: object = {}): Promise<string> => {
  const columns = {
    ...NEEDED[kind],
    ...linksOf(kind, targets),
    ownerId: owner.id,
    teamId: owner.user.teamId,
    ...more,
  };
  const record = await resources[kind]?.model.create(columns as never);
  return record?.id ?? '';
};

type Try = (path: string, as: Person) => Promise<Answer<unknown>>;
const update: Try = (path, as) => api.patch(path, as, {});
const destroy: Try = (path, as) => api.delete(path, as);
const TRIES: Record<string, Try> = {
  update,
  delete: destroy,
  'contacts.share': (path, as) => api.get(`${path}/shares`, as),
  'contacts.invite': (path, as) => api.post(`${path}/invite`, as, {}),
  'deals.reopen': async (path, as) => {
    const closed = { stage: 'lost', status: 'lost', lostReason: 'competitor' } as const;
    await Deal.update(closed, { where: { id: path.split('/').at(-1) ?? '' } });
    return api.patch(path, as, { stage: 'prospect' });
  },
  'deals.assign': (path, as) => api.put(`${path}/members`, as, { members: [] }),
  'deals.editSplits': (path, as) =>
    api.put(`${path}/splits`, as, { lines: [{ party: 'house', bps: 10_000 }] }),
  'agents.changeRole': (path, as) => api.patch(path, as, { role: 'manager' }),
  'agents.invite': (path, as) => api.post(`${path}/invite`, as),
  'agents.manage': (path, as) => api.patch(path, as, { licenseNumber: 'L-1' }),
  'agents.deactivate': (path, as) => api.patch(path, as, { active: false }),
};
/** Sending mail is tried with a provider, in the tests of campaigns. */
const ELSEWHERE = ['campaigns.send', 'campaigns.approve'];
const tryOf = (kind: string, ability: string): Try | undefined =>
  TRIES[`${kind}.${ability}`] ?? TRIES[ability];

const abilitiesOf = (kind: string): string[] => {
  const record = kind === 'agents' ? routeOf('get', '/agents/:id').response : contractOf(kind).record;
  return Object.keys(record ? (fieldsOf(record)['abilities']?.properties ?? {}) : {}).filter(
    (ability) => !ELSEWHERE.includes(`${kind}.${ability}`),
  );
};

type State = [name: string, make: () => Promise<string>];
/** Records in which somebody's part is another one. */
const STATES: Record<string, () => State[]> = {
  contacts: () => [
    ['confidential', () => make('contacts', firm.agent, { confidential: true })],
    ['without an address', () => make('contacts', firm.agent, { email: null })],
    ['bounced', () => make('contacts', firm.agent, { bounced: true })],
    ['unsubscribed', () => make('contacts', firm.agent, { emailOptOut: true })],
    [
      'shared with a colleague',
      async () => {
        const id = await make('contacts', firm.agent);
        await ContactShare.create({ contactId: id, userId: firm.colleague.id, status: 'granted' });
        return id;
      },
    ],
  ],
  deals: () => [
    ['lost', () => make('deals', firm.agent, { stage: 'lost', status: 'lost', lostReason: 'competitor' })],
    ['won', () => make('deals', firm.agent, { stage: 'won', status: 'won', actualCloseDate: '2026-01-01' })],
    ['on hold', () => make('deals', firm.agent, { status: 'on_hold' })],
    [
      'worked by a stranger too',
      async () => {
        const id = await make('deals', firm.agent);
        await DealMember.create({ dealId: id, userId: firm.stranger.id });
        return id;
      },
    ],
  ],
  tasks: () => [
    ['assigned to a stranger', () => make('tasks', firm.agent, { assigneeId: firm.stranger.id })],
  ],
  activities: () => [['private', () => make('activities', firm.agent, { private: true })]],
};
const statesOf = (kind: string): State[] => [
  ['of an agent', () => make(kind, firm.agent)],
  ['of a manager', () => make(kind, firm.manager)],
  ['of another team', () => make(kind, firm.stranger)],
  ['of nobody’s team', () => make(kind, firm.admin)],
  ...(STATES[kind]?.() ?? []),
];

/** Each ability of each person who sees the record, beside whether the route lets them. A fresh record for each try. */
async function compareAll(kind: string, fresh: () => Promise<string>): Promise<void> {
  const first = await fresh();
  for (const [name, person] of peopleOf(firm)) {
    const seen = await api.get<{ abilities: Record<string, boolean> }>(`/${kind}/${first}`, person);
    for (const ability of abilitiesOf(kind)) {
      const path = `/${kind}/${await fresh()}`;
      const { status } = (await tryOf(kind, ability)?.(path, person)) ?? {};
      if (seen.status === 404)
        expect([name, ability, [403, 404].includes(status ?? 0)]).toEqual([name, ability, true]);
      else
        expect([name, ability, (status ?? 0) < 300]).toEqual([name, ability, seen.data.abilities[ability]]);
    }
  }
}

describe('abilities', () => {
  it('are all tried here, also those that come later', () => {
    const untried = [...kinds, 'agents'].flatMap((kind) =>
      abilitiesOf(kind)
        .filter((ability) => !tryOf(kind, ability))
        .map((ability) => `${kind}.${ability}`),
    );
    expect(untried).toEqual([]);
    for (const kind of [...kinds, 'agents']) expect(abilitiesOf(kind)).toContain('update');
  });

  it.each(kinds)('of %s are what the routes let each person do', async (kind) => {
    for (const [, fresh] of statesOf(kind)) await compareAll(kind, fresh);
  });

  it('of agents are what the routes let each person do', async () => {
    let count = 0;
    const user = (role: User['role'], teamId: string | null, status: User['status']) => async () => {
      count += 1;
      const email = `able${count}@firm.test`;
      const passwordHash = status === 'invited' ? null : 'x';
      const values = { email, firstName: 'A', lastName: 'B', role, teamId, status, passwordHash };
      return (await User.create(values)).id;
    };
    for (const fresh of [
      user('agent', firm.north.id, 'active'),
      user('agent', firm.north.id, 'invited'),
      user('agent', firm.south.id, 'disabled'),
      user('admin', firm.north.id, 'active'),
      user('agent', null, 'invited'),
    ])
      await compareAll('agents', fresh);
  });

  it('of oneself are a profile’s: nobody gives themselves another role, or locks themselves out', async () => {
    for (const [, person] of peopleOf(firm)) {
      const { abilities } = (await api.get<{ abilities: object }>(`/agents/${person.id}`, person)).data;
      const admin = person === firm.admin;
      expect(abilities).toMatchObject({
        update: true,
        delete: false,
        changeRole: false,
        invite: false,
        deactivate: false,
      });
      expect(abilities).toMatchObject({ manage: admin });
      expect((await api.patch(`/agents/${person.id}`, person, { active: false })).status).toBe(
        admin ? 400 : 403,
      );
      const another = person.user.role === 'agent' ? 'manager' : 'agent';
      expect((await api.patch(`/agents/${person.id}`, person, { role: another })).status).toBe(403);
      expect((await api.delete(`/agents/${person.id}`, person)).status).toBe(403);
    }
  });
});

describe('what was refused', () => {
  it('left nothing: the records stand as they were', async () => {
    const contactId = await make('contacts', firm.agent);
    const dealId = await make('deals', firm.agent, {
      stage: 'lost',
      status: 'lost',
      lostReason: 'competitor',
    });
    for (const person of [firm.colleague, firm.stranger, firm.otherManager]) {
      await api.patch(`/contacts/${contactId}`, person, { firstName: 'Taken' });
      await api.delete(`/contacts/${contactId}`, person);
      await api.patch(`/deals/${dealId}`, person, { stage: 'prospect' });
    }
    await api.patch(`/deals/${dealId}`, firm.agent, { stage: 'prospect' });
    expect((await Contact.findByPk(contactId))?.firstName).toBe('X');
    expect((await Deal.findByPk(dealId))?.stage).toBe('lost');
  });
});
