import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '@besahubs/contracts/agents';
import { Notification } from '../models/Notification';
import { Task } from '../models/Task';
import { EmailLog } from '../models/EmailLog';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { notify } from '../services/notifications/notify';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { addPerson, createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { recordMakers } from '../testing/records';

/** Whoever is disabled gets nothing any more: no record, no task, no seat, no word. */

useDatabase();
const api = httpClient();
let firm: Firm;
let make: ReturnType<typeof recordMakers>;
let off: Person;
let invited: Person;
let gone: Person;
beforeAll(async () => {
  firm = await createFirm();
  make = recordMakers(firm, firm.stranger);
  off = await addPerson('Otto', 'manager', firm.north.id);
  invited = await addPerson('Ines', 'manager', firm.north.id);
  gone = await addPerson('Gail', 'manager', firm.north.id);
  await off.user.update({ status: 'disabled' });
  await invited.user.update({ status: 'invited' });
  await gone.user.destroy();
});

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
/** Fields of bodies that name a person. */
const PERSON = /^(owner|assignee|manager|user)Ids?$|^(viewAs|members|sharedWith|lines)$/;
const shapeOf = (schema: Route['body']): string[] => {
  const { shape, def } = schema as unknown as { shape?: object; def: { in?: Route['body'] } };
  return Object.keys(shape ?? {}).concat(!shape && def.in ? shapeOf(def.in) : []);
};
const named = allRoutes().flatMap((route) =>
  route.body && !route.raw
    ? shapeOf(route.body)
        .filter((field) => PERSON.test(field))
        .map((field) => `${nameOf(route)} ${field}`)
    : [],
);

type Call = (id: string) => Promise<object> | object;
const owner: Call = (id) => ({ ownerId: id });
const schedule = { frequency: 'daily', timezone: 'UTC' };
/** Each with the rest of a body that would be taken. */
const BODIES: Record<string, Call> = {
  'POST /teams managerId': (id) => ({ name: `Team of ${id}`, managerId: id }),
  'PATCH /teams/:id managerId': (id) => ({ managerId: id }),
  'POST /companies ownerId': (id) => ({ name: 'Co', ownerId: id }),
  'PATCH /companies/:id ownerId': owner,
  'POST /contacts ownerId': (id) => ({ firstName: 'A', lastName: 'B', ownerId: id }),
  'PATCH /contacts/:id ownerId': owner,
  'POST /contacts/:id/shares userId': (id) => ({ userId: id }),
  'POST /properties ownerId': (id) => ({ name: 'P', type: 'office', ownerId: id }),
  'PATCH /properties/:id ownerId': owner,
  'POST /deals ownerId': async (id) => ({
    name: 'D',
    kind: 'sale',
    representation: 'seller',
    propertyId: (await make['properties']!()).id,
    clientCompanyId: (await make['companies']!()).id,
    ownerId: id,
  }),
  'PATCH /deals/:id ownerId': owner,
  'PUT /deals/:id/splits lines': (id) => ({ lines: [{ party: 'internal', userId: id, bps: 10_000 }] }),
  'PUT /deals/:id/members members': (id) => ({ members: [{ userId: id }] }),
  'POST /tasks assigneeId': (id) => ({ title: 'T', assigneeId: id }),
  'PATCH /tasks/:id assigneeId': (id) => ({ assigneeId: id }),
  'POST /campaigns ownerId': (id) => ({ name: 'C', ownerId: id }),
  'PATCH /campaigns/:id ownerId': owner,
  'POST /dashboards sharedWith': (id) => ({ name: 'D', sharedWith: { userIds: [id] } }),
  'PUT /dashboards/:id sharedWith': (id) => ({ sharedWith: { userIds: [id] } }),
  'PATCH /dashboards/:id sharedWith': (id) => ({ sharedWith: { userIds: [id] } }),
  'POST /dashboards/:id/query viewAs': (id) => ({ viewAs: id }),
  'POST /dashboards/:id/schedules userIds': (id) => ({ ...schedule, userIds: [id] }),
  'PATCH /schedules/:id userIds': (id) => ({ userIds: [id] }),
};
/** Somebody who is invited may find a dashboard when they come, and have a team waiting for them. */
const ALSO_INVITED = / (sharedWith|managerId)$/;
/** What somebody earned is theirs also when they have left. */
const ANYBODY = / lines$/;

describe('is named nowhere', () => {
  it('every field that names a person is here', () => {
    expect(Object.keys(BODIES).toSorted()).toEqual(named.toSorted());
  });

  it.each(Object.keys(BODIES))('%s', async (name) => {
    const [method, path, field] = name.split(' ') as [string, string, string];
    const route = allRoutes().find((each) => nameOf(each) === `${method} ${path}`)!;
    const kind = /^\/(.+?)\/:/.exec(path)?.[1] ?? '';
    // Theirs to look at, were they there.
    const own = { userId: firm.admin.id, isShared: true, sharedWith: { userIds: [], roles: ['manager'] } };
    const tried = async (person: Person) => {
      const id =
        kind === 'teams'
          ? firm.north.id
          : kind
            ? (await make[kind]!(/dash|sched/.test(kind) ? own : {})).id
            : '';
      const answer = await request(api.app)
        [route.method](`/api${path.replace(':id', id)}`)
        .set('authorization', `Bearer ${firm.admin.token}`)
        .send(await BODIES[name]!(person.id));
      const { error } = answer.body as { error: { fields?: Record<string, string> } | null };
      const about = Object.keys(error?.fields ?? {}).some((each) => each.startsWith(field));
      return answer.status < 300
        ? 'ok'
        : `${String(answer.status)}${about ? ` ${field}` : JSON.stringify(error)}`;
    };
    const refused = `400 ${field}`;
    const answers = [await tried(off), await tried(gone), await tried(invited)];
    const expected = [refused, refused, ALSO_INVITED.test(name) ? 'ok' : refused];
    expect(answers).toEqual(ANYBODY.test(name) ? ['ok', 'ok', 'ok'] : expected);
    // Whoever is there may be named, so that the refusal is about who it is.
    expect(await tried(firm.manager)).toBe('ok');
  });
});

describe('gets nothing', () => {
  it('no notification, whatever happens', async () => {
    const told = { kind: 'test', title: 'News' };
    for (const { id } of [off, gone, firm.agent]) await notify(firm.admin.ctx, { userId: id, ...told });
    const rows = await Notification.findAll({ where: told });
    expect(rows.map(({ userId }) => userId)).toEqual([firm.agent.id]);
  });

  it('no invitation, no reset, and no mail of either', async () => {
    const before = await EmailLog.count();
    expect((await api.post(`/agents/${off.id}/invite`, firm.admin)).status).toBe(403);
    expect((await api.post('/auth/password/forgot', null, { email: off.user.email })).status).toBe(200);
    expect(await EmailLog.count()).toBe(before);
  });

  it('is kept where he was, but not told of: an old task may be changed without giving it to another', async () => {
    const task = await Task.create({
      title: 'Old',
      ownerId: firm.agent.id,
      teamId: firm.north.id,
      assigneeId: off.id,
    });
    const saved = await api.patch(`/tasks/${task.id}`, firm.agent, { title: 'New', assigneeId: off.id });
    expect(saved.status).toBe(200);
  });

  it('is not offered among the active', async () => {
    const { data } = await api.get<{ items: Agent[] }>('/agents?status=active&pageSize=200', firm.agent);
    const ids = data.items.map(({ id }) => id);
    expect(ids).toContain(firm.agent.id);
    for (const { id } of [off, gone, invited]) expect(ids).not.toContain(id);
  });
});
