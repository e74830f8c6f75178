import { beforeAll, describe, expect, it } from 'vitest';
import type { Home } from '@besahubs/contracts/home';
import { Deal } from '../models/Deal';
import { Task } from '../models/Task';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;

const DAY = 86_400_000;
const deal = (owner: Person, name: string, grossCommission: number) =>
  Deal.create({
    name,
    kind: 'sale',
    representation: 'seller',
    ownerId: owner.id,
    teamId: owner.user.teamId,
    grossCommission,
    probability: 50,
    stageEnteredAt: new Date(Date.now() - 400 * DAY),
  });
const overdue = (assignee: Person) =>
  Task.create({
    title: 'Ring',
    assigneeId: assignee.id,
    ownerId: assignee.id,
    teamId: assignee.user.teamId,
    dueAt: new Date(Date.now() - 3 * DAY),
  });
const homeOf = async (who: Person, view = '') => (await api.get<Home>(`/home${view}`, who)).data;

beforeAll(async () => {
  firm = await createFirm();
  await deal(firm.agent, 'Ann’s', 100);
  await deal(firm.colleague, 'Cole’s', 200);
  await deal(firm.stranger, 'Sid’s', 400);
  for (const who of [firm.agent, firm.colleague, firm.stranger]) await overdue(who);
});

describe('home', () => {
  it.each([
    ['an agent their own', 'agent', { view: 'mine', deals: ['Ann’s'], weighted: 50, tasks: 1 }],
    [
      'a manager their teams’',
      'manager',
      { view: 'all', deals: ['Ann’s', 'Cole’s'], weighted: 150, tasks: 2 },
    ],
    [
      'an admin the firm’s',
      'admin',
      { view: 'all', deals: ['Ann’s', 'Cole’s', 'Sid’s'], weighted: 350, tasks: 3 },
    ],
  ] as const)('shows %s', async (_name, role, expected) => {
    const { view, rottingDeals, pipeline, tasksOverdue } = await homeOf(firm[role]);
    expect({
      view,
      deals: rottingDeals.map(({ name }) => name).toSorted(),
      weighted: pipeline.weightedCommission,
      tasks: tasksOverdue,
    }).toEqual(expected);
    expect(pipeline.openDeals).toBe(expected.deals.length);
  });

  it('names whose deal stands still, and lists only one’s own tasks to do', async () => {
    const { rottingDeals, nextTasks } = await homeOf(firm.manager);
    expect(rottingDeals.find(({ name }) => name === 'Cole’s')?.owner).toEqual({
      id: firm.colleague.id,
      name: 'Cole Tester',
    });
    expect(nextTasks).toEqual([]);
    expect((await homeOf(firm.agent)).nextTasks).toHaveLength(1);
  });

  it('shows a manager their own when they ask for it, and an agent never more than their scope', async () => {
    expect((await homeOf(firm.manager, '?view=mine')).pipeline.openDeals).toBe(0);
    expect((await homeOf(firm.agent, '?view=all')).pipeline.openDeals).toBe(1);
    expect((await api.get('/home?view=everything', firm.agent)).error?.fields).toHaveProperty('view');
  });
});
