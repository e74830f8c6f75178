import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../lib/ids';
import { database } from '../models';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { meetAt } from '../testing/atOnce';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { addPerson, createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { recordMakers } from '../testing/records';
import { Widget } from '../models/Widget';

/** Whoever saves what somebody else has changed since is told so: on every route whose body has a `version`. */

const db = useDatabase();
const api = httpClient();
let firm: Firm;
let count = 0;
let make: ReturnType<typeof recordMakers>;
beforeAll(async () => {
  firm = await createFirm();
  make = recordMakers(firm, firm.stranger);
  // Two connections, or the second call would wait for the first one's instead of for the row.
  await Promise.all([1, 2, 3].map(() => database().query('SELECT pg_sleep(0.01)')));
  make['agents'] = () => addPerson(`Vera${String((count += 1))}`, 'agent', firm.north.id);
});

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const kindOf = (route: Route): string => /^\/(.+?)\/:/.exec(route.path)?.[1] ?? '';
/** What is changed, the first time and the second. */
const CHANGES: Record<string, (value: number) => object> = {
  agents: (value) => ({ title: `Title ${String(value)}` }),
  activities: (value) => ({ body: `Said ${String(value)}` }),
  campaigns: (value) => ({ name: `Name ${String(value)}` }),
  companies: (value) => ({ name: `Name ${uuidv7()} ${String(value)}` }),
  contacts: (value) => ({ title: `Title ${String(value)}` }),
  dashboards: (value) => ({ name: `Name ${String(value)}` }),
  deals: (value) => ({ description: `Text ${String(value)}` }),
  lists: (value) => ({ name: `Name ${String(value)}` }),
  properties: (value) => ({ name: `Name ${String(value)}` }),
  schedules: (value) => ({ hour: value }),
  tasks: (value) => ({ title: `Title ${String(value)}` }),
  widgets: (value) => ({ title: `Title ${String(value)}` }),
};
const TABLES: Record<string, string> = {
  agents: 'User',
  activities: 'Activity',
  campaigns: 'Campaign',
  companies: 'Company',
  contacts: 'Contact',
  dashboards: 'Dashboard',
  deals: 'Deal',
  lists: 'List',
  properties: 'Property',
  schedules: 'DashboardSchedule',
  tasks: 'Task',
};

const takesVersion = ({ body }: Route): boolean =>
  body?.safeParse({ version: -1 }).error?.issues.some(({ path }) => path[0] === 'version') ?? false;
const versioned = allRoutes().filter(takesVersion);
const records = new Set(versioned.map(kindOf));

it('is every route that patches a record with a list, a form or a page of its own', () => {
  expect([...records].toSorted()).toEqual(Object.keys(CHANGES).toSorted());
});

describe.each(versioned.map((route) => [nameOf(route), route] as const))('%s', (_name, route) => {
  const kind = kindOf(route);
  const save = (id: string, version: number, value: number) =>
    request(api.app)
      [route.method](`/api${route.path.replace(':id', id)}`)
      .set('authorization', `Bearer ${(kind === 'agents' ? firm.admin : firm.agent).token}`)
      .send({ ...CHANGES[kind]!(value), version });
  const versionIn = (answer: request.Response) => (answer.body as { data: { version: number } }).data.version;

  it('counts versions, and refuses an older one', async () => {
    const { id } = await make[kind]!();
    const first = await save(id, 0, 1);
    expect([first.status, versionIn(first)]).toEqual([200, 1]);
    const late = await save(id, 0, 2);
    expect([late.status, (late.body as { error: { code: string } }).error.code]).toEqual([409, 'conflict']);
    const second = await save(id, 1, 2);
    expect([second.status, versionIn(second)]).toEqual([200, 2]);
  });

  it('lets one of two who save at the same moment win', async () => {
    const { id } = await make[kind]!();
    const held =
      kind === 'widgets'
        ? `SELECT 1 FROM "Dashboard" WHERE id = '${(await Widget.findByPk(id))?.dashboardId ?? ''}' FOR UPDATE`
        : `SELECT 1 FROM "${TABLES[kind]!}" WHERE id = '${id}' FOR UPDATE`;
    const both = await meetAt(db.url(), held, [() => save(id, 0, 1), () => save(id, 0, 2)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});
