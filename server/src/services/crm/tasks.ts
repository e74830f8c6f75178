import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { z } from 'zod';
import type { TaskQuery, taskInput, taskPatch } from '@besahubs/contracts/tasks';
import { AppError } from '../../lib/errors';
import { addToWallClock, dayStart } from '../../lib/time';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Property } from '../../models/Property';
import { Task } from '../../models/Task';
import { User } from '../../models/User';
import type { Actor } from '../../policies/actor';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { everything } from '../../policies/policy';
import { taskPolicy } from '../../policies/tasks';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { notify } from '../notifications/notify';
import {
  among,
  between,
  createRecord,
  listRecords,
  ownedBy,
  personLabel,
  recordChange,
  updateRecord,
} from './resource';
import type { Resource } from './resource';

/** What is still to be done. */
const OPEN_STATUSES = ['open', 'in_progress'];

const RECURRENCE = {
  daily: { days: 1 },
  weekly: { weeks: 1 },
  monthly: { months: 1 },
  quarterly: { months: 3 },
  yearly: { years: 1 },
} as const;

/** Overdue, today, upcoming: by the day of whoever asks. */
function viewFilter(view: TaskQuery['view'], actor: Actor, now: Date): WhereOptions | undefined {
  if (!view) return undefined;
  const open = { status: { [Op.in]: OPEN_STATUSES } };
  if (view === 'no_date') return { ...open, dueAt: null };
  const today = dayStart(actor.timezone, now);
  const tomorrow = dayStart(actor.timezone, now, 1);
  if (view === 'overdue') return { ...open, dueAt: { [Op.lt]: today } };
  if (view === 'today') return { ...open, dueAt: { [Op.gte]: today, [Op.lt]: tomorrow } };
  return { ...open, dueAt: { [Op.gte]: tomorrow } };
}

export const taskResource: Resource<Task, TaskQuery> = {
  model: Task,
  policy: taskPolicy,
  noun: 'task',
  include: [
    personLabel('owner'),
    personLabel('assignee'),
    { model: Contact, as: 'contact', attributes: ['id', 'name'] },
    { model: Company, as: 'company', attributes: ['id', 'name'] },
    { model: Property, as: 'property', attributes: ['id', 'name'] },
    { model: Deal, as: 'deal', attributes: ['id', 'name'] },
  ],
  filters: (query, actor) => [
    viewFilter(query.view, actor, new Date()),
    among('status', query.status),
    among('type', query.type),
    among('priority', query.priority),
    ownedBy('assigneeId', query.assigneeId, actor),
    between('dueAt', query.dueFrom, query.dueTo, 'lt'),
    ...(['contactId', 'companyId', 'propertyId', 'dealId'] as const).map((link) =>
      query[link] ? { [link]: query[link] } : undefined,
    ),
  ],
  references: {
    contactId: { model: Contact, scope: (actor) => contactPolicy.scope(actor) },
    companyId: { model: Company, scope: () => everything },
    propertyId: { model: Property, scope: () => everything },
    dealId: { model: Deal, scope: (actor) => dealPolicy.scope(actor) },
  },
};

export const listTasks = (ctx: Ctx, query: TaskQuery) => listRecords(ctx, taskResource, query);

/** Agents hand tasks to team-mates, managers within their teams, admins to anyone. */
async function checkAssignee(ctx: Ctx, assigneeId: string): Promise<void> {
  const user = await User.findByPk(assigneeId, { transaction: ctx.transaction ?? null });
  const reachable =
    user?.status === 'active' &&
    (ctx.actor.role === 'admin' ||
      user.id === ctx.actor.id ||
      (user.teamId !== null && ctx.actor.teamIds.includes(user.teamId)));
  if (!reachable)
    throw new AppError('invalid', { fields: { assigneeId: 'You can only assign within your own team.' } });
}

export function createTask(ctx: Ctx, input: z.output<typeof taskInput>): Promise<Task> {
  return inTransaction(ctx, async (tx) => {
    const assigneeId = input.assigneeId ?? tx.actor.id;
    await checkAssignee(tx, assigneeId);
    const completedAt = input.status === 'done' ? new Date() : null;
    const task = await createRecord(tx, taskResource, { ...input, assigneeId, completedAt });
    await tellAssignee(tx, task);
    return task;
  });
}

/** Completing a recurring task creates the next one; both in one transaction. */
export function updateTask(ctx: Ctx, id: string, patch: z.output<typeof taskPatch>): Promise<Task> {
  return updateRecord(ctx, taskResource, id, patch, async (tx, task) => {
    if (patch.assigneeId && patch.assigneeId !== task.assigneeId) {
      await checkAssignee(tx, patch.assigneeId);
      await tellAssignee(tx, task, patch.assigneeId);
    }
    if (patch.status === undefined || patch.status === task.status) return {};
    if (patch.status !== 'done') return { completedAt: null };
    const { version: _version, ...asked } = patch;
    await scheduleNext(tx, Task.build({ ...task.get({ plain: true }), ...(asked as object) }));
    return { completedAt: new Date() };
  });
}

/** A task that comes back is as it was saved, and at the same time of its assignee's day. */
async function scheduleNext(tx: TxCtx, done: Task): Promise<void> {
  const step = RECURRENCE[done.recurrence as keyof typeof RECURRENCE];
  if (!done.recurrence || !done.dueAt) return;
  const { transaction } = tx;
  const assignee = done.assigneeId && (await User.findByPk(done.assigneeId, { transaction }));
  const zone = assignee ? assignee.timezone : tx.actor.timezone;
  const {
    id: _id,
    createdAt: _c,
    updatedAt: _u,
    version: _v,
    searchText: _s,
    completedAt: _d,
    externalId: _e,
    importBatchId: _b,
    ...same
  } = done.get({ plain: true });
  const next = await Task.create(
    {
      ...same,
      status: 'open',
      outcome: null,
      dueAt: addToWallClock(zone, done.dueAt, step),
      remindAt: done.remindAt && addToWallClock(zone, done.remindAt, step),
    },
    { transaction },
  );
  await recordChange(tx, taskResource, 'create', next);
}

async function tellAssignee(ctx: Ctx, task: Task, assigneeId = task.assigneeId): Promise<void> {
  if (!assigneeId || assigneeId === ctx.actor.id) return;
  await notify(ctx, {
    userId: assigneeId,
    kind: 'task.assigned',
    title: `${ctx.actor.name} assigned you a task`,
    body: task.title,
    resource: 'tasks',
    resourceId: task.id,
  });
}
