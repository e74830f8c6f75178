import { QueryTypes } from 'sequelize';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { database } from '../models';
import type { AuditLog } from '../models/AuditLog';
import { Contact } from '../models/Contact';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { contractOf, createTargets, inputOf, kinds, resources, unknownKinds } from '../testing/resources';
import type { Targets } from '../testing/resources';
import { refuseCommits, useWitness } from '../testing/witness';

useDatabase();
const witness = useWitness();
const api = httpClient();
let firm: Firm;
let targets: Targets;
// Sequelize writes a line for each COMMIT that fails, of which there are many here, on purpose.
beforeAll(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});
/** Columns that the database computes: no write sets them, and no audit row names them. */
let generated: Set<string>;
beforeAll(async () => {
  firm = await createFirm();
  targets = await createTargets(firm.agent);
  const columns = await database().query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE is_generated = 'ALWAYS'`,
    { type: QueryTypes.SELECT },
  );
  generated = new Set(columns.map(({ name }) => name));
});

let seed = 0;
const create = async (kind: string, more: object = {}) => {
  seed += 1;
  const body = { ...inputOf(kind, seed, targets), ...more };
  const answer = await api.post<{ id: string }>(`/${kind}`, firm.admin, body);
  expect(answer.error).toBeNull();
  return answer.data.id;
};

interface Attempt {
  /** Of the path, besides the id. */
  params?: Record<string, string>;
  body?: object;
  as?: Person;
}
interface Verb {
  /** The audit row's. */
  action: string;
  /** What has to stand there first, when it is not one record with all its fields. */
  prepare?: (kind: string) => Promise<string>;
  attempt?: (kind: string, id: string) => Promise<Attempt> | Attempt;
  /** The record itself stays as it is: no screen that shows it has to ask again. */
  quiet?: true;
}

const added = async (path: string, body: object): Promise<string> =>
  (await api.post<{ id: string }>(path, firm.admin, body)).data.id;
const openContact = (kind: string) => create(kind, { confidential: false, ownerId: firm.agent.id });
const share = (id: string) => api.post(`/contacts/${id}/shares`, firm.admin, { userId: firm.colleague.id });
const line = (bps: number) => ({ party: 'house', bps });

/** The verbs that every kind has. */
const COMMON: Record<string, Verb> = {
  'POST /:kind': { action: 'create' },
  'PATCH /:kind/:id': {
    action: 'update',
    attempt: (kind) => {
      seed += 1;
      const body = inputOf(kind, seed, targets);
      // What a list is stays as it was made; a campaign's audience is one or the other.
      return { body: kind === 'lists' ? { name: body['name'], description: body['description'] } : body };
    },
  },
  'DELETE /:kind/:id': { action: 'delete' },
  'POST /:kind/:id/restore': {
    action: 'restore',
    prepare: async (kind) => {
      const id = await create(kind);
      await api.delete(`/${kind}/${id}`, firm.admin);
      return id;
    },
  },
};

/** The verbs that some kinds have besides. */
const MORE: Record<string, Verb> = {
  'POST /contacts/:id/access-requests': {
    action: 'access_request',
    prepare: openContact,
    attempt: () => ({ as: firm.colleague }),
  },
  'POST /contacts/:id/shares': {
    action: 'share',
    prepare: openContact,
    attempt: () => ({ body: { userId: firm.colleague.id } }),
  },
  'DELETE /contacts/:id/shares/:userId': {
    action: 'unshare',
    prepare: openContact,
    attempt: async (_kind, id) => {
      await share(id);
      return { params: { userId: firm.colleague.id } };
    },
  },
  'POST /contacts/:id/invite': {
    action: 'invite',
    quiet: true,
    prepare: (kind) => create(kind, { emailOptOut: false }),
    attempt: () => ({ body: {} }),
  },
  'POST /properties/:id/spaces': {
    action: 'add_space',
    attempt: () => ({ body: { suite: '100', rentableSF: 5000 } }),
  },
  'PATCH /properties/:id/spaces/:spaceId': {
    action: 'change_space',
    attempt: async (_kind, id) => ({
      params: { spaceId: await added(`/properties/${id}/spaces`, { suite: '1' }) },
      body: { floor: '2' },
    }),
  },
  'DELETE /properties/:id/spaces/:spaceId': {
    action: 'remove_space',
    attempt: async (_kind, id) => ({
      params: { spaceId: await added(`/properties/${id}/spaces`, { suite: '1' }) },
    }),
  },
  'POST /properties/:id/leases': { action: 'add_lease', attempt: () => ({ body: { tenantName: 'T' } }) },
  'PATCH /properties/:id/leases/:leaseId': {
    action: 'change_lease',
    attempt: async (_kind, id) => ({
      params: { leaseId: await added(`/properties/${id}/leases`, { tenantName: 'T' }) },
      body: { options: 'One of five years' },
    }),
  },
  'DELETE /properties/:id/leases/:leaseId': {
    action: 'remove_lease',
    attempt: async (_kind, id) => ({
      params: { leaseId: await added(`/properties/${id}/leases`, { tenantName: 'T' }) },
    }),
  },
  'PUT /deals/:id/splits': {
    action: 'splits',
    attempt: async (_kind, id) => {
      await api.put(`/deals/${id}/splits`, firm.admin, { lines: [line(10_000)] });
      return { body: { lines: [line(4000), line(6000)] } };
    },
  },
  'PUT /deals/:id/members': {
    action: 'members',
    attempt: async (_kind, id) => {
      await api.put(`/deals/${id}/members`, firm.admin, { members: [{ userId: firm.stranger.id }] });
      return { body: { members: [{ userId: firm.colleague.id }] } };
    },
  },
  'POST /lists/:id/members': {
    action: 'members_add',
    attempt: () => ({ body: { contactIds: [targets['Contact']] } }),
  },
  'POST /lists/:id/members/remove': {
    action: 'members_remove',
    attempt: async (_kind, id) => {
      const body = { contactIds: [targets['Contact']] };
      await api.post(`/lists/${id}/members`, firm.admin, body);
      return { body };
    },
  },
};

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const kindOf = ({ path }: Route) => path.split('/')[1] ?? '';
const common = (route: Route) => COMMON[nameOf(route).replace(`/${kindOf(route)}`, '/:kind')];
// How a campaign is sent has tests of its own.
const writes = allRoutes().filter(
  (route) =>
    route.method !== 'get' &&
    kinds.includes(kindOf(route)) &&
    (kindOf(route) !== 'campaigns' || common(route)),
);
const verbOf = (route: Route): Verb => {
  const verb = common(route) ?? MORE[nameOf(route)];
  if (!verb) throw new Error(`Say above how ${nameOf(route)} is tried`);
  return verb;
};
const cases = writes.map((route) => [nameOf(route), route] as const);

/** Everything in place for one call of the route, and the call. */
async function arrange(route: Route) {
  const kind = kindOf(route);
  const verb = verbOf(route);
  const makes = route.path === `/${kind}`;
  const id = makes ? '' : await (verb.prepare ?? create)(kind);
  const { params = {}, body, as = firm.admin } = (await verb.attempt?.(kind, id)) ?? {};
  const path = Object.entries({ id, ...params }).reduce(
    (text, [name, value]) => text.replace(`:${name}`, value),
    route.path,
  );
  seed += 1;
  const sent = makes ? inputOf(kind, seed, targets) : body;
  const send = () => api[route.method as 'post']<{ id: string } | null>(path, as, sent);
  return { kind, id, makes, as, send, verb };
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
/** The row as it stands, deleted or not. */
async function rowOf(kind: string, id: string): Promise<Record<string, unknown>> {
  const row = await resources[kind]?.model.findByPk(id, { paranoid: false });
  return json(row?.get({ plain: true }) ?? {}) as Record<string, unknown>;
}
/** What these did is said by the action alone. */
const UNSAID = new Set(['access_request', 'invite']);
const BOOKKEEPING = ['id', 'version', 'createdAt', 'updatedAt', 'createdById', 'updatedById'];
/** Field → [before, after] of two states of a row. */
const difference = (kind: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
  Object.fromEntries(
    Object.keys(after)
      .filter(
        (field) => !BOOKKEEPING.includes(field) && !generated.has(`${resources[kind]?.model.name}.${field}`),
      )
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, [before[field] ?? null, after[field]]]),
  );

describe('every write of every kind of record', () => {
  it('is tried here, also of kinds that come later', () => {
    expect(unknownKinds()).toEqual([]);
    expect(writes.filter((route) => !common(route) && !MORE[nameOf(route)]).map(nameOf)).toEqual([]);
    for (const kind of kinds)
      expect(writes.filter((route) => kindOf(route) === kind && common(route)).length).toBe(4);
  });

  it.each(cases)('%s leaves an audit row and tells its audience, or nothing at all', async (_name, route) => {
    const { kind, id: known, makes, as, send, verb } = await arrange(route);
    const before = makes ? {} : await rowOf(kind, known);
    const { answer, audited, heard, changed } = await witness.of(send);
    expect([answer.status, answer.error]).toEqual([route.status ?? 200, null]);
    const id = makes ? (answer.data?.id ?? '') : known;
    const after = await rowOf(kind, id);

    const noun = resources[kind]?.noun ?? '';
    const rows = audited.filter(({ resource }) => resource === kind);
    expect(rows.map(({ action, resourceId, actorId }) => ({ action, resourceId, actorId }))).toEqual([
      { action: `${noun}.${verb.action}`, resourceId: id, actorId: as.id },
    ]);
    expect(rows[0]?.teamId).toBe(await readersOf(kind, id, as));

    const record = await resources[kind]?.model.findByPk(id, { paranoid: false });
    // Besides, whoever has just lost sight of it, and whom it was opened to: realtime/audiences.test.ts asks them all.
    const audience = record ? resources[kind]?.policy.audience(record) : [];
    const rooms = expect.arrayContaining(audience ?? []) as string[];
    if (!verb.quiet) expect(heard).toContainEqual({ resource: kind, id, rooms });

    if (verb.action === 'create') expectCreation(rows[0], after, as);
    if (verb.action === 'update') {
      const changes = difference(kind, before, after);
      expect(Object.keys(changes).length).toBeGreaterThan(1);
      expect(json(rows[0]?.changes)).toEqual(changes);
      expect(after).toMatchObject({ version: Number(before['version']) + 1, updatedById: as.id });
    }
    if (!common(route) && !UNSAID.has(verb.action)) expect(rows[0]?.changes).not.toBeNull();

    expect(changed.length).toBeGreaterThan(1);
    for (const table of changed) await expectNothingKept(route, table);
  });
});

/** The same once more, refused when it commits what it did to one of its tables. */
async function expectNothingKept(route: Route, table: string): Promise<void> {
  const { send } = await arrange(route);
  const allow = await refuseCommits(table);
  const { answer, heard, audited, changed } = await witness.of(send).finally(allow);
  expect({ table, status: answer.status, changed, heard, audited }).toEqual({
    table,
    status: 500,
    changed: [],
    heard: [],
    audited: [],
  });
}

/** Whose managers may read the audit row: the record's; nobody's of what is secret. */
async function readersOf(kind: string, id: string, as: Person): Promise<string | null> {
  const record = await resources[kind]?.model.findByPk(id, { paranoid: false });
  if (!record || (await resources[kind]?.secret?.(record, as.ctx))) return null;
  return record.teamId ?? as.user.teamId;
}

/** Whatever was sent is in the audit row as it was kept. */
function expectCreation(row: AuditLog | undefined, after: Record<string, unknown>, as: Person): void {
  const changes = json(row?.changes) as Record<string, unknown>;
  const kept = Object.keys(changes).filter((field) => field in after);
  expect(kept.length).toBeGreaterThanOrEqual(3);
  expect(changes).toMatchObject(Object.fromEntries(kept.map((field) => [field, [null, after[field]]])));
  expect(after).toMatchObject({ createdById: as.id, updatedById: as.id, version: 0 });
}

describe('a patch that changes nothing', () => {
  it.each(kinds)('of %s leaves the version, the audit trail and the sockets alone', async (kind) => {
    const id = await create(kind);
    const row = await rowOf(kind, id);
    const { properties = {} } = contractOf(kind).patch.toJSONSchema() as { properties?: object };
    const same = Object.fromEntries(
      Object.entries(row).filter(([field]) => field in properties && field !== 'filters'),
    );
    const { answer, audited, heard, changed } = await witness.of(() =>
      api.patch<{ version: number }>(`/${kind}/${id}`, firm.admin, same),
    );
    expect([answer.error, answer.data.version]).toEqual([null, row['version']]);
    expect({ audited, heard, changed }).toEqual({ audited: [], heard: [], changed: [] });
  });
});

describe('a refused link', () => {
  it('in the middle of a write leaves nothing', async () => {
    const hidden = await Contact.create({ firstName: 'Not', lastName: 'Theirs', ownerId: firm.agent.id });
    for (const [path, body] of [
      ['/deals', { ...inputOf('deals', 900, targets), clientContactId: hidden.id }],
      ['/tasks', { title: 'T', contactId: hidden.id, assigneeId: firm.otherManager.id }],
      ['/activities', { type: 'call', contactId: hidden.id }],
    ] as const) {
      const { answer, audited, heard, changed } = await witness.of(() => api.post(path, firm.stranger, body));
      expect(answer.status).toBe(400);
      expect({ audited, heard, changed }).toEqual({ audited: [], heard: [], changed: [] });
    }
  });
});
