import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { Notification } from '@besahubs/contracts/notifications';
import type { Task } from '@besahubs/contracts/tasks';
import { Deal } from '../models/Deal';
import { dayStart } from '../lib/time';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const create = async (input: object, as = firm.agent) =>
  (await api.post<Task>('/tasks', as, { title: 'Call', ...input })).data;

describe('tasks', () => {
  it('are assigned to their author unless said otherwise, and tell the assignee', async () => {
    const own = await create({ title: 'Ring the owner', type: 'call' });
    expect(own).toMatchObject({
      status: 'open',
      priority: 'normal',
      assignee: { id: firm.agent.id },
      overdue: false,
    });
    await create({ title: 'Prepare the LOI', assigneeId: firm.colleague.id });
    const inbox = await api.get<Page<Notification>>('/notifications', firm.colleague);
    expect(inbox.data.items).toMatchObject([
      { kind: 'task.assigned', body: 'Prepare the LOI', readAt: null },
    ]);
    expect((await api.get<{ unread: number }>('/notifications/unread', firm.colleague)).data.unread).toBe(1);
    expect((await api.get<Page<Notification>>('/notifications', firm.stranger)).data.total).toBe(0);
  });

  it('cannot be handed to another team', async () => {
    const refused = await api.post('/tasks', firm.agent, {
      title: 'Not yours',
      assigneeId: firm.stranger.id,
    });
    expect(refused.error?.fields).toHaveProperty('assigneeId');
    expect(
      (await api.post('/tasks', firm.admin, { title: 'Yours', assigneeId: firm.stranger.id })).status,
    ).toBe(201);
  });

  it('are sorted into overdue, today and upcoming by the day of whoever asks', async () => {
    const zone = 'America/Chicago';
    const now = new Date();
    const at = (days: number, minutes: number) =>
      new Date(dayStart(zone, now, days).getTime() + minutes * 60_000).toISOString();
    await create({ title: 'v-overdue', dueAt: at(0, -1) });
    await create({ title: 'v-today-first', dueAt: at(0, 0) });
    await create({ title: 'v-today-last', dueAt: at(1, -1) });
    await create({ title: 'v-upcoming', dueAt: at(1, 0) });
    await create({ title: 'v-undated' });
    await create({ title: 'v-done', dueAt: at(0, -1), status: 'done' });
    const titles = async (view: string) =>
      (await api.get<Page<Task>>(`/tasks?view=${view}&q=v-&sort=dueAt`, firm.agent)).data.items.map(
        (task) => task.title,
      );
    expect(await titles('overdue')).toEqual(['v-overdue']);
    expect(await titles('today')).toEqual(['v-today-first', 'v-today-last']);
    expect(await titles('upcoming')).toEqual(['v-upcoming']);
    expect(await titles('no_date')).toEqual(['v-undated']);
  });

  it('come back when they recur, at the same wall-clock time', async () => {
    const zone = 'America/Chicago';
    // The Thursday before the clocks of spring go forward, of the year after next: 15:00 in Chicago, before and after.
    const march = Temporal.PlainDate.from({
      year: Temporal.Now.plainDateISO(zone).year + 2,
      month: 3,
      day: 1,
    });
    const change = march.add({ days: ((7 - march.dayOfWeek) % 7) + 7 });
    const at = (days: number) =>
      change
        .add({ days })
        .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('15:00') })
        .toInstant();
    const task = await create({
      title: 'Weekly tour',
      dueAt: at(-3).toString(),
      remindAt: at(-4).toString(),
      recurrence: 'weekly',
    });
    const done = await api.patch<Task>(`/tasks/${task.id}`, firm.agent, { status: 'done', outcome: 'Seen' });
    expect(done.data.completedAt).not.toBeNull();
    const next = (await api.get<Page<Task>>('/tasks?q=weekly%20tour&status=open', firm.agent)).data.items;
    expect(next).toHaveLength(1);
    expect(next[0]).toMatchObject({
      dueAt: new Date(at(4).epochMilliseconds).toISOString(),
      remindAt: new Date(at(3).epochMilliseconds).toISOString(),
      recurrence: 'weekly',
      status: 'open',
      outcome: null,
      completedAt: null,
    });
    // An hour less than a week: that is what a week with the clocks of spring in it is.
    expect(Date.parse(next[0]?.dueAt ?? '') - Date.parse(task.dueAt ?? '')).toBe((7 * 24 - 1) * 3_600_000);
  });

  it('are seen by owner, assignee, manager and whoever sees the deal; others get 404', async () => {
    const deal = await Deal.create({
      name: 'D',
      kind: 'sale',
      representation: 'seller',
      ownerId: firm.colleague.id,
      teamId: firm.north.id,
    });
    const { id } = await create({ title: 'On a deal', dealId: deal.id }, firm.manager);
    const status = async (as: typeof firm.agent) => (await api.get(`/tasks/${id}`, as)).status;
    expect(await status(firm.manager)).toBe(200);
    expect(await status(firm.colleague)).toBe(200);
    expect(await status(firm.agent)).toBe(404);
    expect(await status(firm.stranger)).toBe(404);
    expect((await api.patch(`/tasks/${id}`, firm.colleague, { title: 'Mine now' })).status).toBe(403);
    expect((await api.delete(`/tasks/${id}`, firm.colleague)).status).toBe(403);
    expect(
      (await api.post('/tasks', firm.agent, { title: 'Peek', dealId: deal.id })).error?.fields,
    ).toHaveProperty('dealId');
  });

  it('shows on the morning page of its assignee', async () => {
    const home = (
      await api.get<{ tasks: { overdue: number; today: number }; nextTasks: unknown[] }>('/home', firm.agent)
    ).data;
    expect(home.tasks).toMatchObject({ overdue: 1, today: 2 });
    expect(home.nextTasks).toHaveLength(3);
  });
});

describe('search', () => {
  it('finds what the caller may see, and only that', async () => {
    await create({ title: 'Zanzibar lease review' }, firm.stranger);
    const groups = async (as: typeof firm.agent) =>
      (await api.get<{ groups: { resource: string }[] }>('/search?q=zanzibar', as)).data.groups.map(
        (group) => group.resource,
      );
    expect(await groups(firm.stranger)).toEqual(['tasks']);
    expect(await groups(firm.admin)).toEqual(['tasks']);
    expect(await groups(firm.agent)).toEqual([]);
    expect((await api.get<{ groups: unknown[] }>('/search?q=%25', firm.admin)).data.groups).toEqual([]);
    expect((await api.get('/search', firm.admin)).error?.fields).toHaveProperty('q');
  });
});

describe('audit', () => {
  it('shows admins everything, managers their team, agents their own sign-ins', async () => {
    const total = async (as: typeof firm.agent) => (await api.get<Page<unknown>>('/audit', as)).data.total;
    expect(await total(firm.admin)).toBeGreaterThan(await total(firm.manager));
    expect(await total(firm.manager)).toBeGreaterThan(0);
    expect(await total(firm.agent)).toBe(0);
  });
});
