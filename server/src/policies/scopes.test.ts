import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import { uuidv7 } from '../lib/ids';
import { Activity } from '../models/Activity';
import { AuditLog } from '../models/AuditLog';
import { CalendarAccount } from '../models/CalendarAccount';
import { Campaign } from '../models/Campaign';
import { Company } from '../models/Company';
import { Contact } from '../models/Contact';
import { ContactShare } from '../models/ContactShare';
import { Dashboard } from '../models/Dashboard';
import { Deal } from '../models/Deal';
import { DealMember } from '../models/DealMember';
import { EmailEvent } from '../models/EmailEvent';
import { EmailLog } from '../models/EmailLog';
import { List } from '../models/List';
import { Notification } from '../models/Notification';
import { Property } from '../models/Property';
import { SavedView } from '../models/SavedView';
import { Task } from '../models/Task';
import { User } from '../models/User';
import { useDatabase } from '../testing/db';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { activityPolicy } from './activities';
import type { Actor } from './actor';
import { agentPolicy } from './agents';
import { auditScope } from './audit';
import { calendarAccountScope } from './calendar';
import { campaignPolicy, listPolicy } from './campaigns';
import { companyPolicy } from './companies';
import { contactPolicy } from './contacts';
import { dashboardPolicy } from './dashboards';
import { dealPolicy } from './deals';
import { emailEventScope, emailLogScope } from './email';
import { notificationPolicy } from './notifications';
import { propertyPolicy } from './properties';
import { savedViewScope } from './savedViews';
import { taskPolicy } from './tasks';

/**
 * A scope is SQL that a policy writes. Here it meets what it stands for, a plain function of one row and one person, over
 * rows of every kind; and whoever hears of a change over sockets meets whoever may read the record.
 */

useDatabase();
let firm: Firm;
let people: Record<string, Actor>;

/** Drawn from the same seed each time. */
const draw = <T>(count: number, of: fc.Arbitrary<T>): T[] =>
  fc.sample(of, { seed: 20260229, numRuns: count });
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
type Row = Record<string, unknown> & { id: string };
const withId = <T extends object>(rows: T[]): (T & { id: string })[] =>
  rows.map((row) => ({ ...row, id: uuidv7() }));
const insert = async (model: ModelStatic<Model>, rows: object[]) => {
  await model.bulkCreate(rows as never[]);
};

type OwnedRow = Row & { ownerId: string | null; teamId: string | null };
let contacts: (OwnedRow & { confidential: boolean; deletedAt: Date | null })[];
let deals: (OwnedRow & { deletedAt: Date | null })[];
const shares = new Map<string, string>();
const members = new Set<string>();
let owned: fc.Arbitrary<{ ownerId: string | null; teamId: string | null }>;

beforeAll(async () => {
  firm = await createFirm();
  const { agent, colleague, stranger, manager, otherManager, admin, north, south } = firm;
  const actorOf = Object.entries({ agent, colleague, stranger, manager, otherManager, admin });
  people = Object.fromEntries(actorOf.map(([name, { ctx }]) => [name, ctx.actor]));
  // Manages two teams, and nobody owns anything there in her name.
  people['both'] = { ...manager.ctx.actor, id: uuidv7(), teamIds: [north.id, south.id] };
  people['nowhere'] = { ...agent.ctx.actor, id: uuidv7(), teamId: null, teamIds: [] };
  owned = fc.record({
    ownerId: oneOf(agent.id, colleague.id, stranger.id, manager.id, null),
    teamId: oneOf(north.id, north.id, south.id, null),
  });
  const deletedAt = oneOf(null, null, null, new Date());
  const shown = oneOf('granted', 'requested', 'declined', '', '');

  const drawn = withId(draw(250, fc.tuple(owned, fc.boolean(), deletedAt, shown)));
  contacts = drawn.map(({ id, 0: owner, 1: confidential, 2: gone }) => ({
    id,
    ...owner,
    confidential,
    deletedAt: gone,
    firstName: 'C',
    lastName: id,
  }));
  await insert(Contact, contacts);
  for (const { id, 3: status } of drawn) if (status) shares.set(`${id} ${stranger.id}`, status);
  for (const { id } of drawn.slice(0, 40)) shares.set(`${id} ${otherManager.id}`, 'granted');
  await insert(
    ContactShare,
    [...shares].map(([key, status]) => ({ contactId: key.slice(0, 36), userId: key.slice(37), status })),
  );

  const business = withId(draw(120, fc.tuple(owned, deletedAt, oneOf(stranger.id, colleague.id, ''))));
  deals = business.map(({ id, 0: owner, 1: gone }) => ({
    id,
    ...owner,
    deletedAt: gone,
    name: id,
    kind: 'sale',
    representation: 'seller',
  }));
  await insert(Deal, deals);
  for (const { id, 2: member } of business) if (member) members.add(`${id} ${member}`);
  await insert(
    DealMember,
    [...members].map((key) => ({ dealId: key.slice(0, 36), userId: key.slice(37) })),
  );
});

type Reads<T> = (actor: Actor, row: T) => boolean;
const isOwners = (actor: Actor, row: OwnedRow) => row.ownerId === actor.id;
const inTeams = (actor: Actor, teamId: unknown) =>
  typeof teamId === 'string' && actor.teamIds.includes(teamId);
const managed = (actor: Actor, row: { teamId: unknown }) =>
  actor.role === 'manager' && inTeams(actor, row.teamId);
const isAdmin = (actor: Actor) => actor.role === 'admin';
const granted = (actor: Actor, id: string) => shares.get(`${id} ${actor.id}`) === 'granted';
const readsOwned: Reads<OwnedRow> = (actor, row) =>
  isAdmin(actor) || isOwners(actor, row) || managed(actor, row);
const readsContact: Reads<(typeof contacts)[number]> = (actor, row) =>
  isAdmin(actor) ||
  isOwners(actor, row) ||
  granted(actor, row.id) ||
  (managed(actor, row) && !row.confidential);
const readsDeal: Reads<OwnedRow> = (actor, row) =>
  readsOwned(actor, row) || (actor.role === 'agent' && members.has(`${row.id} ${actor.id}`));
/** Through the record it is about, while that is there. */
const viaContact = (actor: Actor, id: unknown) =>
  contacts.some((contact) => contact.id === id && !contact.deletedAt && readsContact(actor, contact));
const viaDeal = (actor: Actor, id: unknown) =>
  deals.some((deal) => deal.id === id && !deal.deletedAt && readsDeal(actor, deal));

/** Names of those to whom a scope shows other rows than the function does, with one of the rows: none. */
async function differences<T extends Row>(
  model: ModelStatic<Model>,
  rows: readonly T[],
  scope: (actor: Actor) => WhereOptions,
  reads: Reads<T>,
): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const [name, actor] of Object.entries(people)) {
    const seen = await model.findAll({ where: scope(actor), attributes: ['id'], raw: true });
    const ids = new Set((seen as unknown as { id: string }[]).map(({ id }) => id));
    for (const row of rows)
      if (ids.has(row.id) !== (reads(actor, row) && !row['deletedAt']))
        found.push({ name, shown: ids.has(row.id), row });
  }
  return found.slice(0, 3);
}

const heardBy = (audience: string[], actor: Actor): boolean => {
  const mine = ['everyone', `user:${actor.id}`, `role:${actor.role}`];
  const managing = actor.role === 'manager' ? actor.teamIds.map((id) => `managers:${id}`) : [];
  return [...mine, ...managing].some((room) => audience.includes(room));
};
/** Those who hear and do not read, or read and do not hear. */
const unequal = <T extends Row>(
  rows: readonly T[],
  audience: (row: never) => string[],
  reads: Reads<T>,
): unknown[] =>
  Object.entries(people)
    .flatMap(([name, actor]) =>
      rows
        .filter((row) => heardBy(audience(row as never), actor) !== reads(actor, row))
        .map((row) => ({ name, hears: heardBy(audience(row as never), actor), row })),
    )
    .slice(0, 3);

describe('contacts', () => {
  it('are seen by owner, those they are shown to, and managers unless confidential', async () => {
    expect(await differences(Contact, contacts, (a) => contactPolicy.scope(a), readsContact)).toEqual([]);
  });

  it('are masked for the owner’s team-mates alone, who see nothing of them otherwise', async () => {
    const masked: Reads<(typeof contacts)[number]> = (actor, row) =>
      actor.role === 'agent' &&
      inTeams(actor, row.teamId) &&
      !row.confidential &&
      row.ownerId !== null &&
      !readsContact(actor, row);
    expect(await differences(Contact, contacts, (a) => contactPolicy.maskedScope(a), masked)).toEqual([]);
  });

  it('are heard of by those who see them without being shown them', () => {
    const unshown: Reads<(typeof contacts)[number]> = (actor, row) =>
      isAdmin(actor) || isOwners(actor, row) || (managed(actor, row) && !row.confidential);
    expect(unequal(contacts, (r) => contactPolicy.audience(r), unshown)).toEqual([]);
  });
});

describe('deals', () => {
  it('are seen by owner, members who are agents, and managers', async () => {
    expect(await differences(Deal, deals, (a) => dealPolicy.scope(a), readsDeal)).toEqual([]);
  });
  it('are heard of by those who see them; their members are told apart', () => {
    expect(unequal(deals, (r) => dealPolicy.audience(r), readsOwned)).toEqual([]);
  });
});

it('companies and buildings are everybody’s, to see and to hear of', async () => {
  const rows = withId(draw(20, owned)).map((row) => ({ ...row, name: row.id, type: 'office' }));
  await insert(Company, rows);
  await insert(Property, rows);
  expect(
    await differences(
      Company,
      rows,
      (a) => companyPolicy.scope(a),
      () => true,
    ),
  ).toEqual([]);
  expect(
    await differences(
      Property,
      rows,
      (a) => propertyPolicy.scope(a),
      () => true,
    ),
  ).toEqual([]);
  for (const policy of [companyPolicy, propertyPolicy, agentPolicy])
    expect(
      unequal(
        rows,
        (r) => policy.audience(r),
        () => true,
      ),
    ).toEqual([]);
});

it.each([
  ['campaigns', Campaign, campaignPolicy],
  ['lists', List, listPolicy],
] as const)('%s are seen and heard of by owner, manager and admin', async (_name, model, policy) => {
  const rows = withId(draw(80, owned)).map((row) => ({ ...row, name: row.id }));
  await insert(model, rows);
  expect(await differences(model, rows, (a) => policy.scope(a), readsOwned)).toEqual([]);
  expect(unequal(rows, (r) => policy.audience(r), readsOwned)).toEqual([]);
});

/** A contact, a deal, or neither; also those that are deleted. */
const links = () =>
  fc.record({
    contactId: oneOf(null, null, ...contacts.slice(0, 30).map(({ id }) => id)),
    dealId: oneOf(null, null, ...deals.slice(0, 30).map(({ id }) => id)),
  });

it('tasks are seen by who gave them, has them, manages them, or sees what they are about', async () => {
  const assignee = fc.record({ assigneeId: oneOf(firm.colleague.id, firm.stranger.id, null) });
  const rows = withId(draw(400, fc.tuple(owned, assignee, links()))).map(({ id, ...parts }) => ({
    id,
    title: 'T',
    ...parts[0],
    ...parts[1],
    ...parts[2],
  }));
  await insert(Task, rows);
  const directly: Reads<(typeof rows)[number]> = (actor, row) =>
    readsOwned(actor, row) || row.assigneeId === actor.id;
  const reads: Reads<(typeof rows)[number]> = (actor, row) =>
    directly(actor, row) || viaDeal(actor, row.dealId) || viaContact(actor, row.contactId);
  expect(await differences(Task, rows, (a) => taskPolicy.scope(a), reads)).toEqual([]);
  expect(unequal(rows, (r) => taskPolicy.audience(r), directly)).toEqual([]);
});

it('activities are seen by their author and those who see what they are about, the private by their author', async () => {
  const [company] = await Company.bulkCreate([{ name: 'About' }]);
  const about = fc.record({ private: fc.boolean(), companyId: oneOf(null, company?.id ?? null) });
  const rows = withId(draw(500, fc.tuple(owned, about, links()))).map(({ id, ...parts }) => ({
    id,
    type: 'note',
    ...parts[0],
    ...parts[1],
    ...parts[2],
  }));
  await insert(Activity, rows);
  const open = (id: unknown) =>
    id === null || contacts.some((each) => each.id === id && !each.confidential && !each.deletedAt);
  const reads: Reads<(typeof rows)[number]> = (actor, row) => {
    if (isAdmin(actor) || isOwners(actor, row)) return true;
    if (row.private) return false;
    if (managed(actor, row) && open(row.contactId)) return true;
    if (viaDeal(actor, row.dealId) || viaContact(actor, row.contactId)) return true;
    return !row.dealId && !row.contactId && row.companyId !== null;
  };
  expect(await differences(Activity, rows, (a) => activityPolicy.scope(a), reads)).toEqual([]);
  const alone = rows.map((row) => ({ ...row, contactId: null, dealId: null, companyId: null }));
  expect(unequal(alone, (r) => activityPolicy.audience(r), reads)).toEqual([]);
});

it('mails are seen by sender and who sees the contact, their events besides unless doubled or unread', async () => {
  const contactId = oneOf(null, ...contacts.slice(0, 40).map(({ id }) => id));
  const senderId = oneOf(firm.agent.id, firm.stranger.id, null);
  const rows = withId(draw(200, fc.tuple(owned, contactId, senderId))).map(({ id, ...parts }) => ({
    id,
    kind: 'transactional',
    toEmail: 'a@b.test',
    teamId: parts[0].teamId,
    contactId: parts[1],
    senderId: parts[2],
  }));
  await insert(EmailLog, rows);
  const reads: Reads<(typeof rows)[number]> = (actor, row) =>
    isAdmin(actor) ||
    row.senderId === actor.id ||
    viaContact(actor, row.contactId) ||
    (managed(actor, row) && row.contactId === null);
  expect(await differences(EmailLog, rows, emailLogScope, reads)).toEqual([]);

  const first = withId(
    draw(
      200,
      fc.tuple(
        contactId,
        oneOf(null, ...rows.slice(0, 40).map(({ id }) => id)),
        oneOf('open', 'click', null),
      ),
    ),
  ).map(({ id, ...parts }) => ({
    id,
    contactId: parts[0],
    emailLogId: parts[1],
    eventType: parts[2],
    rawEventType: 'open',
    eventTimestamp: new Date(),
    fingerprint: id,
    duplicateOf: null as string | null,
  }));
  const again = withId(first.slice(0, 20)).map((event, index) => ({
    ...event,
    fingerprint: event.id,
    duplicateOf: first[index]?.id ?? null,
  }));
  await insert(EmailEvent, first);
  await insert(EmailEvent, again);
  const readsEvent: Reads<(typeof first)[number]> = (actor, event) =>
    event.duplicateOf === null &&
    event.eventType !== null &&
    (isAdmin(actor) ||
      viaContact(actor, event.contactId) ||
      rows.some((row) => row.id === event.emailLogId && reads(actor, row)));
  expect(await differences(EmailEvent, [...first, ...again], emailEventScope, readsEvent)).toEqual([]);
});

it('dashboards are seen and heard of by their owner and those they are shared with, as `sees` says', async () => {
  const { agent, stranger, colleague } = firm;
  const shared = fc.record({
    userId: oneOf(agent.id, colleague.id),
    isShared: fc.boolean(),
    sharedWith: fc.record({
      userIds: oneOf([], [stranger.id], [stranger.id, colleague.id]),
      roles: oneOf<Actor['role'][]>([], ['manager'], ['agent', 'admin']),
    }),
  });
  const rows = withId(draw(120, shared)).map((row) => ({ ...row, name: 'D' }));
  await insert(Dashboard, rows);
  const sees: Reads<(typeof rows)[number]> = (actor, { userId, isShared, sharedWith }) =>
    userId === actor.id ||
    (isShared && (sharedWith.userIds.includes(actor.id) || sharedWith.roles.includes(actor.role)));
  expect(await differences(Dashboard, rows, (a) => dashboardPolicy.scope(a), sees)).toEqual([]);
  expect(
    await differences(
      Dashboard,
      rows,
      (a) => dashboardPolicy.scope(a),
      (a, r) => dashboardPolicy.sees(a, r as never),
    ),
  ).toEqual([]);
  expect(unequal(rows, (r) => dashboardPolicy.audience(r), sees)).toEqual([]);
});

it('notifications, calendars and kept views are their owner’s; calendars also an admin’s, views a team’s if shared', async () => {
  const users = oneOf(firm.agent.id, firm.stranger.id, firm.manager.id, firm.admin.id);
  const mine: Reads<Row & { userId: string }> = (actor, row) => row.userId === actor.id;
  const notes = withId(draw(20, fc.record({ userId: users }))).map((row) => ({
    ...row,
    kind: 'k',
    title: 't',
  }));
  await insert(Notification, notes);
  expect(await differences(Notification, notes, (a) => notificationPolicy.scope(a), mine)).toEqual([]);
  expect(unequal(notes, (r) => notificationPolicy.audience(r), mine)).toEqual([]);

  const accounts = notes.map(({ userId }) => ({ userId, id: uuidv7() }));
  await insert(
    CalendarAccount,
    accounts.map((row) => ({
      ...row,
      provider: 'google',
      providerUserId: row.id,
      email: 'a@b.test',
      accessToken: 'x',
      expiresAt: new Date(),
    })),
  );
  const readsAccount: Reads<(typeof accounts)[number]> = (actor, row) => isAdmin(actor) || mine(actor, row);
  expect(await differences(CalendarAccount, accounts, calendarAccountScope, readsAccount)).toEqual([]);

  const views = withId(draw(80, fc.tuple(users, owned, fc.boolean()))).map(({ id, ...parts }) => ({
    id,
    ownerId: parts[0],
    teamId: parts[1].teamId,
    shared: parts[2],
    resource: 'deals',
    name: 'V',
  }));
  await insert(SavedView, views);
  const readsView: Reads<(typeof views)[number]> = (actor, row) =>
    isOwners(actor, row) || (row.shared && inTeams(actor, row.teamId));
  expect(await differences(SavedView, views, savedViewScope, readsView)).toEqual([]);
});

it('the audit log is read by admins, by managers of what their teams did, by agents of their own sign-ins', async () => {
  const entry = fc.record({
    action: oneOf('auth.login', 'deal.update', 'authority.x'),
    actorId: oneOf(firm.agent.id, firm.manager.id, firm.stranger.id, null),
    teamId: oneOf(firm.north.id, firm.south.id, null),
  });
  const rows = withId(draw(150, entry));
  await insert(AuditLog, rows);
  const reads: Reads<(typeof rows)[number]> = (actor, row) => {
    if (isAdmin(actor)) return true;
    if (actor.role === 'manager') return row.actorId === actor.id || inTeams(actor, row.teamId);
    return row.actorId === actor.id && row.action.startsWith('auth.');
  };
  expect(await differences(AuditLog, rows, auditScope, reads)).toEqual([]);
});

it('the directory is everybody’s; production is seen as `seeProduction` says', async () => {
  const users = (await User.findAll()).map((user) => user.get({ plain: true }) as unknown as User & Row);
  expect(
    await differences(
      User,
      users,
      (a) => agentPolicy.scope(a),
      () => true,
    ),
  ).toEqual([]);
  expect(
    await differences(
      User,
      users,
      (a) => agentPolicy.productionScope(a),
      (a, r) => agentPolicy.seeProduction(a, r),
    ),
  ).toEqual([]);
});
