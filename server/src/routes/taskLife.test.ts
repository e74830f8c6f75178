import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import { recurrences, taskStatuses } from '@besahubs/contracts/tasks';
import type { Task } from '@besahubs/contracts/tasks';
import { database } from '../models';
import { Notification } from '../models/Notification';
import { Task as TaskRow } from '../models/Task';
import { meetAt } from '../testing/atOnce';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { addPerson, createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { createTargets } from '../testing/resources';
import type { Targets } from '../testing/resources';
import { useWitness } from '../testing/witness';

const db = useDatabase();
const api = httpClient();
const witness = useWitness();
let firm: Firm;
let targets: Targets;
let kiwi: Person;
beforeAll(async () => {
  firm = await createFirm();
  targets = await createTargets(firm.agent);
  kiwi = await addPerson('Kim', 'agent', firm.north.id);
  await kiwi.user.update({ timezone: 'Pacific/Auckland' });
  await Promise.all([1, 2, 3].map(() => database().query('SELECT pg_sleep(0.01)')));
});

let count = 0;
const create = async (input: object, as: Person = firm.agent): Promise<Task> => {
  count += 1;
  const answer = await api.post<Task>('/tasks', as, { title: `Task ${count}`, ...input });
  expect(answer.error).toBeNull();
  return answer.data;
};
const patch = (id: string, values: object, as: Person = firm.agent) =>
  api.patch<Task>(`/tasks/${id}`, as, values);
const named = (title: string) => TaskRow.findAll({ where: { title }, order: ['createdAt', 'id'] });
/** What came after a task that is done: the one other of its title. */
const nextOf = async ({ id, title }: Task): Promise<TaskRow | undefined> =>
  (await named(title)).find((row) => row.id !== id);
const local = (text: string, zone: string): string =>
  new Date(Temporal.ZonedDateTime.from(`${text}[${zone}]`).epochMilliseconds).toISOString();

const CHICAGO = 'America/Chicago';
const AUCKLAND = 'Pacific/Auckland';
/** Dates of long ago: whether a task is overdue has no part in when it comes back. */
const steps: [(typeof recurrences)[number], string, string, string][] = [
  ['daily', CHICAGO, '2024-03-09T02:30', '2024-03-10T03:30'],
  ['daily', CHICAGO, '2024-11-02T09:00', '2024-11-03T09:00'],
  ['weekly', CHICAGO, '2024-03-07T15:00', '2024-03-14T15:00'],
  ['weekly', AUCKLAND, '2024-09-26T09:00', '2024-10-03T09:00'],
  ['weekly', AUCKLAND, '2024-04-03T09:00', '2024-04-10T09:00'],
  ['monthly', CHICAGO, '2024-01-31T17:00', '2024-02-29T17:00'],
  ['monthly', CHICAGO, '2023-01-31T17:00', '2023-02-28T17:00'],
  ['monthly', CHICAGO, '2024-12-15T08:00', '2025-01-15T08:00'],
  ['monthly', CHICAGO, '2024-10-20T23:30', '2024-11-20T23:30'],
  ['quarterly', CHICAGO, '2024-11-30T08:00', '2025-02-28T08:00'],
  ['yearly', CHICAGO, '2024-02-29T08:00', '2025-02-28T08:00'],
];

describe('a task that recurs', () => {
  it('is tried in every rhythm there is', () => {
    expect(new Set(steps.map(([recurrence]) => recurrence))).toEqual(new Set(recurrences));
  });

  it.each(steps)('%s in %s: after %s comes %s', async (recurrence, zone, due, next) => {
    const assignee = zone === CHICAGO ? firm.agent : kiwi;
    const remindAt = new Date(Date.parse(local(due, zone)) - 3_600_000).toISOString();
    // Whoever ticks it off, it is the assignee's clock that it hangs on.
    const task = await create({ recurrence, dueAt: local(due, zone), remindAt, assigneeId: assignee.id });
    expect((await patch(task.id, { status: 'done' })).error).toBeNull();
    const row = await nextOf(task);
    expect(row?.dueAt?.toISOString()).toBe(local(next, zone));
    expect(row?.remindAt).not.toBeNull();
  });

  it('comes back once, as it was, open, and is announced and audited like any new one', async () => {
    const input = {
      type: 'call',
      priority: 'urgent',
      recurrence: 'weekly',
      dueAt: '2024-01-01T12:00:00.000Z',
      description: 'Every week',
      outcome: 'Left word',
      assigneeId: firm.colleague.id,
      contactId: targets['Contact'],
      companyId: targets['Company'],
      propertyId: targets['Property'],
      dealId: targets['Deal'],
    };
    const task = await create(input);
    const seen = await witness.of(() => patch(task.id, { status: 'done', outcome: 'Reached' }));
    const next = await nextOf(task);
    expect(next?.get({ plain: true })).toMatchObject({
      ...input,
      dueAt: new Date('2024-01-08T12:00:00.000Z'),
      remindAt: null,
      outcome: null,
      status: 'open',
      completedAt: null,
      ownerId: firm.agent.id,
      teamId: firm.north.id,
      version: 0,
    });
    expect(seen.audited.map(({ action, resourceId }) => [action, resourceId]).sort()).toEqual([
      ['task.create', next?.id],
      ['task.update', task.id],
    ]);
    expect(seen.heard.map(({ id }) => id).sort()).toEqual([task.id, next?.id].sort());
    expect((await patch(task.id, { status: 'done', title: `${task.title} ` })).status).toBe(200);
    expect((await named(task.title)).length).toBe(2);
  });

  it('comes back once although two people tick it off at once', async () => {
    const task = await create({ recurrence: 'daily', dueAt: '2024-01-01T12:00:00Z' });
    const lock = `SELECT 1 FROM "Task" WHERE id = '${task.id}' FOR UPDATE`;
    const done = await meetAt(db.url(), lock, [
      () => patch(task.id, { status: 'done' }),
      () => patch(task.id, { status: 'done' }, firm.manager),
    ]);
    expect(done.map(({ status }) => status)).toEqual([200, 200]);
    expect((await named(task.title)).length).toBe(2);
  });

  it('neither is done nor comes back when one of the two is refused', async () => {
    const task = await create({ recurrence: 'daily', dueAt: '2024-01-01T12:00:00Z' });
    await database().query(
      `ALTER TABLE "Task" ADD CONSTRAINT once CHECK (title <> '${task.title}' OR status <> 'done') NOT VALID`,
    );
    const seen = await witness.of(() => patch(task.id, { status: 'done' }));
    await database().query('ALTER TABLE "Task" DROP CONSTRAINT once');
    expect(seen).toMatchObject({ answer: { status: 500 }, heard: [], audited: [], changed: [] });
  });

  it('comes back as it is saved: with its new dates, and not at all once it no longer recurs', async () => {
    const weekly = { recurrence: 'weekly', dueAt: '2024-01-01T12:00:00Z' };
    const ended = await create(weekly);
    await patch(ended.id, { status: 'done', recurrence: null });
    expect((await named(ended.title)).length).toBe(1);
    const moved = await create(weekly);
    await patch(moved.id, { status: 'done', dueAt: '2024-02-01T12:00:00Z', priority: 'low' });
    expect(await nextOf(moved)).toMatchObject({ dueAt: new Date('2024-02-08T12:00:00Z'), priority: 'low' });
    const begun = await create({ dueAt: '2024-01-01T12:00:00Z' });
    await patch(begun.id, { status: 'done', recurrence: 'daily' });
    expect((await nextOf(begun))?.dueAt).toEqual(new Date('2024-01-02T12:00:00Z'));
  });

  it('that came with an import comes back without the import’s mark', async () => {
    const task = await create({ recurrence: 'daily', dueAt: '2024-01-01T12:00:00Z' });
    await TaskRow.update({ externalId: 'x-1', importBatchId: task.id }, { where: { id: task.id } });
    expect((await patch(task.id, { status: 'done' })).error).toBeNull();
    expect(await nextOf(task)).toMatchObject({ externalId: null, importBatchId: null });
  });

  it.each([
    ['cancelled', { recurrence: 'daily', dueAt: '2024-01-01T12:00:00Z' }, { status: 'cancelled' }],
    ['without a date', { recurrence: 'daily' }, { status: 'done' }],
    ['that does not recur', { dueAt: '2024-01-01T12:00:00Z' }, { status: 'done' }],
    ['begun', { recurrence: 'daily', dueAt: '2024-01-01T12:00:00Z' }, { status: 'in_progress' }],
  ])('does not come back when %s', async (_name, input, change) => {
    const task = await create(input);
    expect((await patch(task.id, change)).status).toBe(200);
    expect(await nextOf(task)).toBeUndefined();
  });
});

describe('done', () => {
  it.each(taskStatuses)(
    'has a time from when it became so, and a task that is %s has what it should',
    async (status) => {
      const before = Date.now();
      const made = await create({ status });
      const other = await create({});
      const changed = (await patch(other.id, { status })).data;
      for (const { completedAt } of [made, changed]) {
        if (status !== 'done') expect(completedAt).toBeNull();
        else expect(Date.parse(completedAt ?? '')).toBeGreaterThanOrEqual(before);
      }
    },
  );

  it('keeps its time until it is opened again', async () => {
    const { id, completedAt } = await create({ status: 'done' });
    expect((await patch(id, { title: 'Other', status: 'done' })).data.completedAt).toBe(completedAt);
    expect((await patch(id, { status: 'in_progress' })).data.completedAt).toBeNull();
    expect((await patch(id, { status: 'done' })).data.completedAt).not.toBeNull();
  });

  it('is never overdue; open tasks are from the moment they were due', async () => {
    const ago = new Date(Date.now() - 1000).toISOString();
    const later = new Date(Date.now() + 600_000).toISOString();
    expect((await create({ dueAt: ago })).overdue).toBe(true);
    expect((await create({ dueAt: ago, status: 'in_progress' })).overdue).toBe(true);
    expect((await create({ dueAt: later })).overdue).toBe(false);
    expect((await create({})).overdue).toBe(false);
    for (const status of ['done', 'cancelled'])
      expect((await create({ dueAt: ago, status })).overdue).toBe(false);
  });
});

describe('handing a task on', () => {
  const told = (person: Person, id: string) =>
    Notification.count({ where: { userId: person.id, kind: 'task.assigned', resourceId: id } });

  it('tells whoever gets it, once; nobody is told of what they do themselves', async () => {
    const { id } = await create({ assigneeId: firm.colleague.id });
    expect(await told(firm.colleague, id)).toBe(1);
    await patch(id, { title: 'Named anew', assigneeId: firm.colleague.id });
    expect(await told(firm.colleague, id)).toBe(1);
    await patch(id, { assigneeId: firm.agent.id });
    expect(await told(firm.agent, id)).toBe(0);
    await patch(id, { assigneeId: firm.colleague.id }, firm.manager);
    expect(await told(firm.colleague, id)).toBe(2);
  });

  it('stays within one’s teams, but for admins, and passes over who is not there', async () => {
    const { id } = await create({});
    for (const [as, assignee, status] of [
      [firm.agent, firm.colleague, 200],
      [firm.agent, firm.stranger, 400],
      [firm.manager, firm.stranger, 400],
      [firm.manager, firm.colleague, 200],
      [firm.admin, firm.stranger, 200],
    ] as const) {
      const changed = await patch(id, { assigneeId: assignee.id }, as);
      expect(changed.status).toBe(status);
      if (status === 400) expect(Object.keys(changed.error?.fields ?? {})).toEqual(['assigneeId']);
    }
    const loner = await addPerson('Lone', 'agent', null);
    expect((await api.post('/tasks', loner, { title: 'Own' })).status).toBe(201);
    expect((await api.post('/tasks', loner, { title: 'X', assigneeId: firm.admin.id })).status).toBe(400);
  });
});
