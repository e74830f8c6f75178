import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '@besahubs/contracts/permissions';
import { Activity } from '../models/Activity';
import { CalendarAccount } from '../models/CalendarAccount';
import { CalendarEvent } from '../models/CalendarEvent';
import { Campaign } from '../models/Campaign';
import { Contact } from '../models/Contact';
import { Dashboard } from '../models/Dashboard';
import { DashboardSchedule } from '../models/DashboardSchedule';
import { Deal } from '../models/Deal';
import { List } from '../models/List';
import { Notification } from '../models/Notification';
import { Task } from '../models/Task';
import { Widget } from '../models/Widget';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const { app } = httpClient();
let firm: Firm;
/** One record of each private kind, all of them the north team's agent's. */
const records: Record<string, string> = {};

beforeAll(async () => {
  firm = await createFirm();
  const owned = { ownerId: firm.agent.id, teamId: firm.north.id };
  records['contacts'] = (await Contact.create({ firstName: 'Pat', lastName: 'Private', ...owned })).id;
  records['deals'] = (
    await Deal.create({ name: 'Private', kind: 'sale', representation: 'seller', ...owned })
  ).id;
  records['tasks'] = (await Task.create({ title: 'Private', assigneeId: firm.agent.id, ...owned })).id;
  records['activities'] = (
    await Activity.create({ type: 'note', body: 'Private', dealId: records['deals'], ...owned })
  ).id;
  records['lists'] = (await List.create({ name: 'Private', ...owned })).id;
  records['campaigns'] = (await Campaign.create({ name: 'Private', ...owned })).id;
  records['notifications'] = (
    await Notification.create({ userId: firm.agent.id, kind: 'test', title: 'Private' })
  ).id;
  const dashboard = await Dashboard.create({ userId: firm.agent.id, name: 'Private' });
  records['dashboards'] = dashboard.id;
  records['widgets'] = (
    await Widget.create({ dashboardId: dashboard.id, type: 'kpi', dataset: 'deals', title: 'Private' })
  ).id;
  records['schedules'] = (
    await DashboardSchedule.create({ dashboardId: dashboard.id, frequency: 'daily', timezone: 'UTC' })
  ).id;
  const account = await CalendarAccount.create({
    userId: firm.agent.id,
    provider: 'google',
    providerUserId: '1',
    email: 'a@b.test',
    accessToken: 'x',
    expiresAt: new Date(),
  });
  records['calendar/accounts'] = account.id;
  const start = new Date();
  records['calendar/events'] = (
    await CalendarEvent.create({ calendarAccountId: account.id, externalId: 'e', start, end: start })
  ).id;
});

const nameOf = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;
const kindOf = (route: Route): string | undefined => /^\/(.+?)\/:id/.exec(route.path)?.[1];
const PRIVATE = [
  'contacts',
  'deals',
  'tasks',
  'activities',
  'lists',
  'campaigns',
  'notifications',
  'dashboards',
  'widgets',
  'schedules',
  'calendar/accounts',
  'calendar/events',
];
const routes = allRoutes().filter(
  (route) => PRIVATE.includes(kindOf(route) ?? '') && !/\/:id\/.*:/.test(route.path),
);

/** A body that the contract accepts, for routes that need more than `{}`. */
const bodyFor = (route: Route): object | undefined => {
  if (route.method === 'get' || !route.body) return undefined;
  const candidates = [
    {},
    { read: true },
    { lines: [] },
    { members: [] },
    { userIds: [] },
    { contactIds: [records['contacts']] },
    { userId: firm.stranger.id },
    { contactId: records['contacts'] },
    { stage: 'pursuit' },
    { to: 'me@firm.test' },
    { scheduledAt: '2030-01-01T10:00:00Z', timezone: 'UTC' },
    { type: 'kpi', dataset: 'deals', title: 'x', query: { metrics: [{ agg: 'count' }] } },
    { frequency: 'daily', timezone: 'UTC', userIds: [firm.stranger.id] },
    { name: 'x' },
  ];
  return candidates.find((candidate) => route.body?.safeParse(candidate).success) ?? {};
};

function call(route: Route, as: Person) {
  const id = records[kindOf(route) ?? ''] ?? '';
  const pending = request(app)
    [route.method](`/api${route.path.replace(':id', id)}`)
    .set('authorization', `Bearer ${as.token}`);
  const body = bodyFor(route);
  return body ? pending.send(body) : pending;
}
const allowed = (route: Route, role: string) =>
  route.permission !== 'public' && (permissions[route.permission] as readonly string[]).includes(role);

describe('what is somebody else’s', () => {
  it('is covered: every private kind has routes here', () => {
    expect([...new Set(routes.map(kindOf))].sort()).toEqual([...PRIVATE].sort());
  });

  it.each(routes.map((route) => [nameOf(route), route] as const))(
    '%s does not exist for another team',
    async (_name, route) => {
      for (const [person, role] of [
        [firm.stranger, 'agent'],
        [firm.otherManager, 'manager'],
      ] as const) {
        const answer = await call(route, person);
        expect([answer.status, answer.body]).toEqual([allowed(route, role) ? 404 : 403, answer.body]);
      }
    },
  );

  it.each(routes.filter((route) => route.method === 'get').map((route) => [nameOf(route), route] as const))(
    '%s answers its owner',
    async (_name, route) => {
      expect((await call(route, firm.agent)).status).toBe(200);
    },
  );
});
