import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { Lease } from '../models/Lease';
import { Space } from '../models/Space';
import { Team } from '../models/Team';
import type { User } from '../models/User';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { useMail } from '../testing/mail';
import { addPerson, createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { recordMakers } from '../testing/records';
import type { Made } from '../testing/records';
import { VERBS } from './verbs';

/** Whoever tries everything that changes something, or shows one record, on a record of the north team's agent. */

const mail = useMail();
let firm: Firm;
let reader: Person;
let make: ReturnType<typeof recordMakers>;
beforeAll(async () => {
  firm = await createFirm();
  reader = await addPerson('Rita', 'agent', firm.south.id);
  make = recordMakers(firm, reader);
  await make['contacts']!({ tags: ['audience'] });
});

const nameOf = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;
const kindOf = (route: Route): string => /^\/(.+?)\/:/.exec(route.path)?.[1] ?? '';
const decided = allRoutes().filter(({ method, path }) => method !== 'get' || path.includes('/:'));
const routeOf = new Map(decided.map((route) => [nameOf(route), route]));

/** What one call is made with. */
interface Call {
  id?: string;
  /** Other parts of the path. */
  parts?: Record<string, string>;
  body?: object;
  /** Whose the record is, when it is not the agent. */
  owner?: Person;
}
type Prepare = () => Promise<Call> | Call;

let count = 0;
const unique = (): string => String((count += 1));

const QUERY = { dataset: 'deals', metrics: [{ agg: 'count' }] };
const DRILL = { query: QUERY };
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
type Body = object | (() => object);
const bodyOf = (body: Body): object => (typeof body === 'function' ? (body as () => object)() : body);
const withBody =
  (kind: string, body: Body, more: object = {}): Prepare =>
  async () => ({
    id: (await make[kind]!(more as never)).id,
    body: bodyOf(body),
  });
const only =
  (body: Body): Prepare =>
  () => ({ body: bodyOf(body) });
/** A record that was deleted, to be restored. */
const deleted =
  (kind: string): Prepare =>
  async () => {
    const record = (await make[kind]!()) as unknown as Made & { destroy(): Promise<void> };
    await record.destroy();
    return { id: record.id };
  };
/** A campaign in a state, with somebody to write to. */
const campaign =
  (status: string, body: object = {}): Prepare =>
  () =>
    withBody('campaigns', body, { status, filters: { tags: ['audience'] } })();

/** A user of the north team by herself: what happens to her happens to nobody else here. */
async function newcomer(status: User['status'] = 'active', role: User['role'] = 'agent'): Promise<Person> {
  const person = await addPerson(`Nina${unique()}`, role, firm.north.id);
  await person.user.update({ status });
  return person;
}
const agent =
  (body?: object, status?: User['status'], role?: User['role']): Prepare =>
  async () => {
    const owner = await newcomer(status, role);
    return { id: owner.id, owner, ...(body && { body }) };
  };
const spaceOf =
  (body?: object): Prepare =>
  async () => {
    const { id } = await make['properties']!();
    const space = await Space.create({ propertyId: id, suite: '1' });
    return { id, parts: { spaceId: space.id }, ...(body && { body }) };
  };
const leaseOf =
  (body?: object): Prepare =>
  async () => {
    const { id } = await make['properties']!();
    const lease = await Lease.create({ propertyId: id, tenantName: 'T' });
    return { id, parts: { leaseId: lease.id }, ...(body && { body }) };
  };

/** What a route needs besides a record of its kind and `{}`. */
const CALLS: Record<string, Prepare> = {
  'PATCH /auth/me': only({}),
  'POST /auth/password': only({ currentPassword: 'not the password', newPassword: 'a new long password' }),
  'POST /agents': only(() => ({
    email: `n${unique()}@firm.test`,
    firstName: 'N',
    lastName: 'N',
  })),
  'GET /agents/:id': agent(),
  'PATCH /agents/:id': agent({ title: 'Associate' }),
  'PATCH /agents/:id | what one does not change about oneself': agent({ splitPct: 50 }),
  'PATCH /agents/:id | an agent’s role': agent({ role: 'manager' }),
  'PATCH /agents/:id | an agent out of the team': agent({ teamId: null }),
  'PATCH /agents/:id | an agent, disabled': agent({ active: false }),
  'PATCH /agents/:id | an agent, let in again': agent({ active: true }, 'disabled'),
  'PATCH /agents/:id | a manager’s title': agent({ title: 'x' }, 'active', 'manager'),
  'PATCH /agents/:id | a manager, disabled': agent({ active: false }, 'active', 'manager'),
  'PATCH /agents/:id | a manager’s role': agent({ role: 'agent' }, 'active', 'manager'),
  'PATCH /agents/:id | a manager, upwards': agent({ role: 'admin' }, 'active', 'manager'),
  'PATCH /agents/:id | a manager out of the team': agent({ teamId: null }, 'active', 'manager'),
  'PATCH /agents/:id | an admin, disabled': agent({ active: false }, 'active', 'admin'),
  'PATCH /agents/:id | an admin’s role': agent({ role: 'agent' }, 'active', 'admin'),
  'DELETE /agents/:id': agent(),
  'DELETE /agents/:id | an admin': agent(undefined, 'active', 'admin'),
  'POST /agents/:id/restore': async () => {
    const person = await newcomer();
    await person.user.destroy();
    return { id: person.id, owner: person };
  },
  'POST /agents/:id/invite': agent(undefined, 'invited'),
  'POST /agents/:id/invite | a manager': agent(undefined, 'invited', 'manager'),
  'POST /agents/:id/invite | who is disabled': agent(undefined, 'disabled'),
  'POST /teams': only(() => ({ name: `Team ${unique()}` })),
  'PATCH /teams/:id': () => ({ id: firm.north.id, body: { office: unique() } }),
  'DELETE /teams/:id': async () => ({ id: (await Team.create({ name: unique() })).id }),

  'POST /companies': only(() => ({ name: `Co ${unique()}` })),
  'PATCH /companies/:id': withBody('companies', { phone: '1' }),
  'POST /contacts': only({ firstName: 'A', lastName: 'B' }),
  'PATCH /contacts/:id': withBody('contacts', { title: 'x' }),
  'PATCH /contacts/:id | given to a colleague': withBody('contacts', () => ({ ownerId: firm.colleague.id })),
  'PATCH /contacts/:id | taken by whoever it was shown to': withBody('contacts', () => ({
    ownerId: reader.id,
  })),
  'PATCH /contacts/:id | hidden': withBody('contacts', { confidential: true }),
  'PATCH /contacts/:id | confidential': withBody('contacts', { title: 'x' }, { confidential: true }),
  'DELETE /contacts/:id | confidential': withBody('contacts', {}, { confidential: true }),
  'POST /contacts/:id/shares': withBody('contacts', () => ({ userId: firm.colleague.id })),
  'DELETE /contacts/:id/shares/:userId': async () => ({
    id: (await make['contacts']!()).id,
    parts: { userId: reader.id },
  }),
  'POST /properties': only(() => ({ name: 'Tower', type: 'office' })),
  'PATCH /properties/:id': withBody('properties', { floors: 3 }),
  'POST /properties/:id/spaces': withBody('properties', { suite: '9' }),
  'PATCH /properties/:id/spaces/:spaceId': spaceOf({ floor: '2' }),
  'DELETE /properties/:id/spaces/:spaceId': spaceOf(),
  'POST /properties/:id/leases': withBody('properties', { tenantName: 'T' }),
  'PATCH /properties/:id/leases/:leaseId': leaseOf({ baseRent: 2 }),
  'DELETE /properties/:id/leases/:leaseId': leaseOf(),
  'POST /deals': async () => {
    const { id: propertyId } = await make['properties']!();
    const { id: clientCompanyId } = await make['companies']!();
    return { body: { name: 'D', kind: 'sale', representation: 'seller', propertyId, clientCompanyId } };
  },
  'PATCH /deals/:id': withBody('deals', { description: 'Changed' }),
  'PATCH /deals/:id | closed': withBody(
    'deals',
    { description: 'Changed' },
    { status: 'lost', stage: 'lost' },
  ),
  'PATCH /deals/:id | given to a colleague': withBody('deals', () => ({ ownerId: firm.colleague.id })),
  'PATCH /deals/:id | taken by whoever it was shown to': withBody('deals', () => ({ ownerId: reader.id })),
  'PUT /deals/:id/splits': withBody('deals', { lines: [] }),
  'PUT /deals/:id/splits | a manager’s who is on no team': () =>
    withBody('deals', { lines: [] }, ofManagerWithoutTeam())(),
  'PUT /deals/:id/members': withBody('deals', { members: [] }),
  'PUT /deals/:id/members | closed': withBody('deals', { members: [] }, { status: 'lost', stage: 'lost' }),
  'POST /activities': async () => ({
    body: { type: 'note', body: 'x', companyId: (await make['companies']!()).id },
  }),
  'PATCH /activities/:id': withBody('activities', { body: 'Changed' }),
  'GET /activities/:id | private': withBody('activities', {}, { private: true }),
  'PATCH /activities/:id | private': withBody('activities', { body: 'Changed' }, { private: true }),
  'DELETE /activities/:id | private': withBody('activities', {}, { private: true }),
  'POST /tasks': only({ title: 'T' }),
  'PATCH /tasks/:id': withBody('tasks', { title: 'Changed' }),
  'PATCH /tasks/:id | a colleague’s to do': () =>
    withBody('tasks', { title: 'x' }, { assigneeId: firm.colleague.id })(),
  'DELETE /tasks/:id | a colleague’s to do': () => withBody('tasks', {}, { assigneeId: firm.colleague.id })(),
  'GET /audit/:id | a sign-in': withBody('audit', {}, { action: 'auth.login' }),
  'GET /reports/segments/:id | shared with the team': withBody('reports/segments', {}, { shared: true }),

  'POST /campaigns': only({ name: 'C' }),
  'PATCH /campaigns/:id': withBody('campaigns', { name: 'Changed' }),
  'POST /campaigns/:id/preview': campaign('draft'),
  'POST /campaigns/:id/test': campaign('draft'),
  'POST /campaigns/:id/send': campaign('draft'),
  'POST /campaigns/:id/schedule': () => campaign('draft', { scheduledAt: inDays(7) })(),
  'POST /campaigns/:id/pause': campaign('sending'),
  'POST /campaigns/:id/cancel': campaign('sending'),
  'POST /campaigns/:id/approve': campaign('pending_approval'),
  'POST /campaigns/:id/approve | a manager’s who is on no team': () =>
    withBody('campaigns', {}, { status: 'pending_approval', ...ofManagerWithoutTeam() })(),
  'POST /campaigns/:id/resend-unknown': campaign('sent'),
  'POST /lists': only({ name: 'L' }),
  'PATCH /lists/:id': withBody('lists', { name: 'Changed' }),
  'POST /lists/:id/members': withBody('lists', { contactIds: [] }),
  'POST /lists/:id/members/remove': withBody('lists', { contactIds: [] }),
  'POST /integrations/sendgrid/test': only({ to: 'me@firm.test' }),

  'POST /calendar/sync': async () => ({ body: { accountId: (await make['calendar/accounts']!()).id } }),
  'POST /calendar/events': async () => ({
    body: {
      accountId: (await make['calendar/accounts']!()).id,
      title: 'E',
      start: inDays(7),
      end: inDays(8),
    },
  }),
  'PUT /calendar/events/:id': withBody('calendar/events', { title: 'Changed' }),
  'PUT /calendar/events/:id | somebody else’s invitation': withBody(
    'calendar/events',
    { title: 'Changed' },
    { isOrganizer: false },
  ),
  'DELETE /calendar/events/:id | somebody else’s invitation': withBody(
    'calendar/events',
    {},
    { isOrganizer: false },
  ),
  'PATCH /notifications/:id': withBody('notifications', { read: true }),

  'POST /dashboards': only({ name: 'D' }),
  'PUT /dashboards/:id': withBody('dashboards', { name: 'Changed' }),
  'PATCH /dashboards/:id': withBody('dashboards', { name: 'Changed' }),
  'POST /dashboards/:id/query': withBody('dashboards', {}),
  'POST /dashboards/:id/widgets': withBody('dashboards', {
    type: 'kpi',
    title: 'x',
    dataset: 'deals',
    query: { metrics: [{ agg: 'count' }] },
  }),
  'PUT /widgets/:id': withBody('widgets', { title: 'Changed' }),
  'PATCH /widgets/:id': withBody('widgets', { title: 'Changed' }),
  'POST /dashboards/:id/schedules': withBody('dashboards', () => ({
    frequency: 'daily',
    timezone: 'UTC',
    userIds: [firm.agent.id],
  })),
  'PATCH /schedules/:id': withBody('schedules', { hour: 9 }),
  'PATCH /dashboards/:id | shared with admins': withBody('dashboards', { name: 'x' }, FOR_ADMINS()),
  'POST /dashboards/:id/schedules | shared with admins': withBody(
    'dashboards',
    () => ({ frequency: 'daily', timezone: 'UTC', userIds: [firm.agent.id] }),
    FOR_ADMINS(),
  ),
  'PATCH /schedules/:id | shared with admins': withBody('schedules', { hour: 9 }, FOR_ADMINS()),
  'POST /widgets/query': only(QUERY),
  'POST /widgets/drill': only(DRILL),
  'POST /reports/segments': only(DRILL),
  'POST /widgets/export': only(DRILL),
  'POST /widgets/drill/export': only(DRILL),
};

/** Not looked after by himself: his own, but of no team that he manages. */
const ofManagerWithoutTeam = () => ({ ownerId: firm.otherManager.id, teamId: null });
function FOR_ADMINS() {
  return { isShared: true, sharedWith: { userIds: [], roles: ['admin', 'manager'] } };
}

/** One record, and a body that the contract takes. */
async function prepare(name: string, route: Route): Promise<Call> {
  const known = CALLS[name];
  if (known) return known();
  if (route.path.endsWith('/restore')) return deleted(kindOf(route))();
  const kind = kindOf(route);
  return kind ? { id: (await make[kind]!()).id } : {};
}

async function tried(route: Route, call: Call, as: Person): Promise<string> {
  const { id = '', parts = {}, body } = call;
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) => parts[name] ?? id);
  // Otherwise a 400 would say nothing about who may.
  if (route.body) expect(route.body.safeParse(body ?? {}).error).toBeUndefined();
  const pending = request(mail.api().app)
    [route.method](`/api${path}`)
    .set('authorization', `Bearer ${as.token}`);
  const answer = await (route.body ? pending.send(body ?? {}) : pending);
  return answer.status < 300 ? 'ok' : String(answer.status);
}

describe('every route that changes something, or shows one record', () => {
  it('has a row in the table', () => {
    const rows = Object.keys(VERBS).filter((name) => !name.includes(' | '));
    expect(rows.toSorted()).toEqual([...routeOf.keys()].toSorted());
    for (const name of Object.keys(VERBS)) expect(routeOf.has(name.split(' | ')[0]!)).toBe(true);
    for (const name of Object.keys(CALLS)) expect(Object.keys(VERBS)).toContain(name);
  });

  it('is public where the table says so, and nowhere else', () => {
    const open = decided.filter(({ permission }) => permission === 'public').map(nameOf);
    expect(open.toSorted()).toEqual(
      Object.keys(VERBS)
        .filter((name) => VERBS[name] === 'public')
        .toSorted(),
    );
  });

  const rows = Object.entries(VERBS).filter(([, row]) => row !== 'public');
  it.each(rows)('%s', async (name, expected) => {
    const route = routeOf.get(name.split(' | ')[0]!)!;
    const { stranger, otherManager, colleague, manager, admin } = firm;
    const answers: string[] = [];
    for (const person of [stranger, otherManager, reader, colleague, 'owner', manager, admin] as const) {
      const call = await prepare(name, route);
      answers.push(await tried(route, call, person === 'owner' ? (call.owner ?? firm.agent) : person));
    }
    expect(answers.join(' ')).toBe(expected.replaceAll(/ +/g, ' '));
  });
});
