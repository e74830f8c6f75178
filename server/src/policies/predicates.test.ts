import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../lib/ids';
import type { User } from '../models/User';
import { activityPolicy } from './activities';
import type { Actor } from './actor';
import { agentPolicy } from './agents';
import { AGENT_SEND_LIMIT, campaignPolicy, listPolicy } from './campaigns';
import { mayChangeEvent } from './calendar';
import { companyPolicy } from './companies';
import { contactPolicy } from './contacts';
import { dashboardPolicy } from './dashboards';
import { dealPolicy } from './deals';
import { notificationPolicy } from './notifications';
import { sqlUuid } from './policy';
import { propertyPolicy } from './properties';
import { taskPolicy } from './tasks';

/** Every predicate, for each role and each way in which a record can be somebody's. */

const [NORTH, SOUTH, ME, OTHER] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
const actorOf = (role: Actor['role'], teamIds: string[]): Actor => ({
  id: ME,
  name: 'Me',
  role,
  teamId: teamIds[0] ?? null,
  teamIds,
  timezone: 'UTC',
});
const ROLES = {
  agent: actorOf('agent', [NORTH]),
  manager: actorOf('manager', [NORTH]),
  admin: actorOf('admin', []),
};

/** Mine; a team-mate's; of another team; nobody's in my team; nobody's at all; mine in another team. */
const RECORDS = [
  { ownerId: ME, teamId: NORTH },
  { ownerId: OTHER, teamId: NORTH },
  { ownerId: OTHER, teamId: SOUTH },
  { ownerId: null, teamId: NORTH },
  { ownerId: null, teamId: null },
  { ownerId: ME, teamId: SOUTH },
];
type Row = [agent: string, manager: string, admin: string];
type Predicate = (actor: Actor, record: never) => boolean;
const answers = (predicate: Predicate, records: readonly object[]): Row =>
  Object.values(ROLES).map((actor) =>
    records.map((record) => (predicate(actor, record as never) ? 'y' : '-')).join(''),
  ) as Row;
const having = (more: object) => RECORDS.map((record) => ({ ...record, ...more }));

const ANYBODY: Row = ['yyyyyy', 'yyyyyy', 'yyyyyy'];
const OWNER_AND_ABOVE: Row = ['y----y', 'yy-y-y', 'yyyyyy'];
const ABOVE: Row = ['------', 'yy-y--', 'yyyyyy'];
const AUTHOR: Row = ['y----y', 'y----y', 'yyyyyy'];
const TEAM: Row = ['yy-y-y', 'yyyyyy', 'yyyyyy'];

const owned: [name: string, predicate: Predicate, expected: Row, more?: object][] = [
  ['companies.update', (a, r) => companyPolicy.update(a, r), TEAM],
  ['companies.delete', (a, r) => companyPolicy.delete(a, r), ABOVE],
  ['properties.update', (a, r) => propertyPolicy.update(a, r), TEAM],
  ['properties.delete', (a, r) => propertyPolicy.delete(a, r), ABOVE],
  ['contacts.update', (a, r) => contactPolicy.update(a, r), ANYBODY],
  ['contacts.delete', (a, r) => contactPolicy.delete(a, r), OWNER_AND_ABOVE],
  ['contacts.share', (a, r) => contactPolicy.share(a, r), OWNER_AND_ABOVE],
  ['campaigns.update', (a, r) => campaignPolicy.update(a, r), OWNER_AND_ABOVE],
  ['campaigns.delete', (a, r) => campaignPolicy.delete(a, r), OWNER_AND_ABOVE],
  ['campaigns.approve', (a, r) => campaignPolicy.approve(a, r), ABOVE],
  ['lists.update', (a, r) => listPolicy.update(a, r), OWNER_AND_ABOVE],
  ['lists.delete', (a, r) => listPolicy.delete(a, r), OWNER_AND_ABOVE],
  ['activities.update', (a, r) => activityPolicy.update(a, r), AUTHOR],
  ['activities.delete', (a, r) => activityPolicy.delete(a, r), OWNER_AND_ABOVE],
  ['tasks.update', (a, r) => taskPolicy.update(a, r), OWNER_AND_ABOVE],
  ['tasks.delete', (a, r) => taskPolicy.delete(a, r), OWNER_AND_ABOVE],
  ['tasks.update, assigned to me', (a, r) => taskPolicy.update(a, r), ANYBODY, { assigneeId: ME }],
  ['tasks.delete, assigned to me', (a, r) => taskPolicy.delete(a, r), ANYBODY, { assigneeId: ME }],
  [
    'tasks.update, assigned to another',
    (a, r) => taskPolicy.update(a, r),
    OWNER_AND_ABOVE,
    { assigneeId: OTHER },
  ],
  [
    'tasks.delete, assigned to another',
    (a, r) => taskPolicy.delete(a, r),
    OWNER_AND_ABOVE,
    { assigneeId: OTHER },
  ],
  ...(['active', 'on_hold', 'won', 'lost'] as const).flatMap((status): [string, Predicate, Row, object][] => {
    const open = status === 'active' || status === 'on_hold';
    return [
      [`deals.update, ${status}`, (a, r) => dealPolicy.update(a, r), open ? ANYBODY : ABOVE, { status }],
      [
        `deals.assign, ${status}`,
        (a, r) => dealPolicy.assign(a, r),
        open ? OWNER_AND_ABOVE : ABOVE,
        { status },
      ],
      [`deals.reopen, ${status}`, (a, r) => dealPolicy.reopen(a, r), ABOVE, { status }],
      [`deals.delete, ${status}`, (a, r) => dealPolicy.delete(a, r), ABOVE, { status }],
      [`deals.seeSplits, ${status}`, (a, r) => dealPolicy.seeSplits(a, r), ABOVE, { status }],
      [`deals.editSplits, ${status}`, (a, r) => dealPolicy.editSplits(a, r), ABOVE, { status }],
    ];
  }),
];

it.each(owned)('%s', (_name, predicate, expected, more = {}) => {
  expect(answers(predicate, having(more))).toEqual(expected);
});

const policies = {
  activities: activityPolicy,
  agents: agentPolicy,
  campaigns: campaignPolicy,
  companies: companyPolicy,
  contacts: contactPolicy,
  dashboards: dashboardPolicy,
  deals: dealPolicy,
  lists: listPolicy,
  notifications: notificationPolicy,
  properties: propertyPolicy,
  tasks: taskPolicy,
};
it.each(Object.entries(policies))('%s: who may create, and its name in URLs', (name, policy) => {
  const may = Object.values(ROLES).map((actor) => policy.create(actor));
  const expected = { agents: [false, true, true], notifications: [false, false, false] };
  expect(may).toEqual(expected[name as keyof typeof expected] ?? [true, true, true]);
  expect(policy.resource).toBe(name);
});

describe('people', () => {
  const user = (id: string, role: User['role'], teamId: string | null) => ({ id, role, teamId });
  /** An agent of my team, of another, of none; a manager and an admin of my team; last comes who I am. */
  const users = [
    user(OTHER, 'agent', NORTH),
    user(OTHER, 'agent', SOUTH),
    user(OTHER, 'agent', null),
    user(OTHER, 'manager', NORTH),
    user(OTHER, 'admin', NORTH),
  ];
  const said = (predicate: (actor: Actor, user: User) => boolean): Row =>
    Object.values(ROLES).map((actor) =>
      [...users, user(ME, actor.role, actor.teamId)]
        .map((each) => (predicate(actor, each as User) ? 'y' : '-'))
        .join(''),
    ) as Row;

  it.each([
    ['update', (a, r) => agentPolicy.update(a, r), ['-----y', 'y----y', 'yyyyyy']],
    ['manage', (a, r) => agentPolicy.manage(a, r), ['------', 'y-----', 'yyyyyy']],
    ['delete', (a, r) => agentPolicy.delete(a, r), ['------', '------', 'yyyyy-']],
    ['changeRole', (a, r) => agentPolicy.changeRole(a, r), ['------', '------', 'yyyyy-']],
    ['seeProduction', (a, r) => agentPolicy.seeProduction(a, r), ['-----y', 'y--yyy', 'yyyyyy']],
  ] as [string, (actor: Actor, user: User) => boolean, Row][])('%s', (_name, predicate, expected) => {
    expect(said(predicate)).toEqual(expected);
  });
});

describe('what is one’s own whatever the role', () => {
  const mine = [{ userId: ME }, { userId: OTHER }];
  const OWN: Row = ['y-', 'y-', 'y-'];
  it.each([
    ['notifications.update', (a, r) => notificationPolicy.update(a, r), OWN],
    ['notifications.delete', (a, r) => notificationPolicy.delete(a, r), OWN],
    ['dashboards.update', (a, r) => dashboardPolicy.update(a, r), OWN],
    ['dashboards.delete', (a, r) => dashboardPolicy.delete(a, r), OWN],
    ['dashboards.schedule', (a, r) => dashboardPolicy.schedule(a, r), ['y-', 'y-', 'yy']],
  ] as [string, Predicate, Row][])('%s', (_name, predicate, expected) => {
    expect(answers(predicate, mine)).toEqual(expected);
  });
});

it('an event is its organizer’s to change, until it is cancelled', () => {
  const may = (isOrganizer: boolean, status: string) => mayChangeEvent({ isOrganizer, status } as never);
  expect([may(true, 'confirmed'), may(true, 'tentative'), may(true, 'cancelled')]).toEqual([
    true,
    true,
    false,
  ]);
  expect([may(false, 'confirmed'), may(false, 'tentative')]).toEqual([false, false]);
});

it('an agent writes to a hundred people without being asked', () => {
  expect(AGENT_SEND_LIMIT).toBe(100);
});

it('nothing but a uuid becomes a literal of SQL', () => {
  expect(sqlUuid(ME)).toBe(`'${ME}'`);
  for (const text of ['', "' OR true --", `${ME}'`, ME.slice(1)]) expect(() => sqlUuid(text)).toThrow('uuid');
});
