import type { z } from 'zod';
import type { scheduleInput, schedulePatch } from '@besahubs/contracts/schedules';
import { enqueue } from '../../../jobs/queue';
import { AppError } from '../../../lib/errors';
import type { Dashboard } from '../../../models/Dashboard';
import { DashboardRecipient } from '../../../models/DashboardRecipient';
import { DashboardSchedule } from '../../../models/DashboardSchedule';
import { User } from '../../../models/User';
import { dashboardPolicy } from '../../../policies/dashboards';
import { rooms } from '../../../policies/policy';
import { announce, audit } from '../../changes';
import { authorize, inTransaction } from '../../context';
import type { Ctx, TxCtx } from '../../context';
import { diffOf, diffOfNew } from '../../crm/diff';
import { personLabel } from '../../crm/resource';
import { findDashboard } from '../dashboards';
import { nextRun } from './timing';

type Input = z.output<typeof scheduleInput>;
type Patch = z.output<typeof schedulePatch>;

/** When, and to whom, a dashboard is sent. 404 for who cannot see it, 403 for who may not have it sent. */
export async function listSchedules(ctx: Ctx, dashboardId: string): Promise<DashboardSchedule[]> {
  const dashboard = await schedulable(ctx, dashboardId);
  return DashboardSchedule.findAll({
    where: { dashboardId: dashboard.id },
    include: [withRecipients],
    order: [['createdAt', 'ASC']],
    transaction: ctx.transaction ?? null,
  });
}

/** Sends a dashboard from now on. Errors: 404, 403; 400 naming recipients who cannot see it. */
export function createSchedule(ctx: Ctx, dashboardId: string, input: Input): Promise<DashboardSchedule> {
  return inTransaction(ctx, async (tx) => {
    const dashboard = await schedulable(tx, dashboardId);
    await checkRecipients(tx, dashboard, input.userIds);
    const { userIds, ...rule } = input;
    const schedule = await DashboardSchedule.create(
      {
        ...rule,
        dashboardId,
        userId: tx.actor.id,
        nextRunAt: rule.enabled ? nextRun(rule, new Date()) : null,
      },
      { transaction: tx.transaction },
    );
    await setRecipients(tx, schedule.id, userIds);
    await record(tx, 'create', dashboard, schedule, diffOfNew({ ...rule, userIds }));
    return reload(tx, schedule.id);
  });
}

/** What is left out stays; the next run follows from what it becomes. */
export function updateSchedule(ctx: Ctx, id: string, patch: Patch): Promise<DashboardSchedule> {
  return inTransaction(ctx, async (tx) => {
    const { schedule, dashboard } = await lockSchedule(tx, id);
    const { version, userIds, ...columns } = patch;
    if (version !== undefined && version !== schedule.version) throw new AppError('conflict');
    const before = (schedule.recipients ?? []).map(({ userId }) => userId);
    if (userIds) await checkRecipients(tx, dashboard, userIds);
    schedule.set(columns);
    const changed = diffOf(schedule);
    const diff: Record<string, [unknown, unknown]> = {
      ...changed,
      ...(userIds && !sameIds(before, userIds) && { userIds: [before, userIds] }),
    };
    if (!Object.keys(diff).length) return reload(tx, id);
    // A change of recipients alone leaves a run that is due as it is.
    if (Object.keys(changed).length)
      schedule.set({ nextRunAt: schedule.enabled ? nextRun(schedule, new Date()) : null });
    schedule.changed('updatedAt', true);
    await schedule.save({ transaction: tx.transaction });
    if (userIds) await setRecipients(tx, id, userIds);
    await record(tx, 'update', dashboard, schedule, diff);
    return reload(tx, id);
  });
}

export function deleteSchedule(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const { schedule, dashboard } = await lockSchedule(tx, id);
    await schedule.destroy({ transaction: tx.transaction });
    await record(tx, 'delete', dashboard, schedule, null);
  });
}

/** Sends it to all recipients besides its schedule, once a minute at the most. Answers how many mails were queued. */
export function sendNow(ctx: Ctx, id: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const { schedule, dashboard } = await lockSchedule(tx, id);
    const now = new Date();
    const queued = await enqueueMails(tx, schedule, new Date(Math.floor(now.getTime() / 60_000) * 60_000));
    await schedule.update({ lastRunAt: now }, { transaction: tx.transaction });
    await record(tx, 'send', dashboard, schedule, null);
    return queued;
  });
}

/** One job a recipient: each mail is computed, sent and repeated by itself. */
export async function enqueueMails(tx: TxCtx, schedule: DashboardSchedule, runAt: Date): Promise<number> {
  const recipients = schedule.recipients ?? [];
  for (const { userId } of recipients) {
    const job = { scheduleId: schedule.id, userId, runAt: runAt.toISOString() };
    await enqueue('dashboards:mail', job, tx.transaction, {
      jobKey: `dashboard:${job.scheduleId}:${job.runAt}:${userId}`,
    });
  }
  return recipients.length;
}

const withRecipients = {
  association: 'recipients',
  include: [personLabel('user')],
  separate: true,
  order: [['createdAt', 'ASC'] as [string, string]],
};

async function schedulable(ctx: Ctx, dashboardId: string): Promise<Dashboard> {
  const dashboard = await findDashboard(ctx, dashboardId);
  authorize(ctx.actor, dashboardPolicy.schedule.bind(dashboardPolicy), dashboard);
  return dashboard;
}

async function lockSchedule(
  tx: TxCtx,
  id: string,
): Promise<{ schedule: DashboardSchedule; dashboard: Dashboard }> {
  const { transaction } = tx;
  const schedule = await DashboardSchedule.findByPk(id, { lock: true, transaction });
  if (!schedule) throw new AppError('not_found');
  schedule.recipients = await DashboardRecipient.findAll({ where: { scheduleId: id }, transaction });
  return { schedule, dashboard: await schedulable(tx, schedule.dashboardId) };
}

async function reload(tx: TxCtx, id: string): Promise<DashboardSchedule> {
  const schedule = await DashboardSchedule.findByPk(id, {
    include: [withRecipients],
    transaction: tx.transaction,
  });
  if (!schedule) throw new AppError('not_found');
  return schedule;
}

async function checkRecipients(tx: TxCtx, dashboard: Dashboard, userIds: string[]): Promise<void> {
  const users = await User.findAll({
    where: { id: userIds, status: 'active' },
    attributes: ['id', 'role'],
    transaction: tx.transaction,
  });
  const able = new Set(users.filter((user) => dashboardPolicy.sees(user, dashboard)).map(({ id }) => id));
  const fields = userIds.flatMap((id, index) =>
    able.has(id) ? [] : [[`userIds.${index}`, 'Only active users who can see this dashboard.']],
  );
  if (fields.length)
    throw new AppError('invalid', { fields: Object.fromEntries(fields) as Record<string, string> });
}

const sameIds = (some: string[], others: string[]): boolean =>
  JSON.stringify([...new Set(some)].sort()) === JSON.stringify([...new Set(others)].sort());

/** Those who stay keep when they were last written to. */
async function setRecipients(tx: TxCtx, scheduleId: string, userIds: string[]): Promise<void> {
  const { transaction } = tx;
  const rows = await DashboardRecipient.findAll({ where: { scheduleId }, transaction });
  const gone = rows.filter(({ userId }) => !userIds.includes(userId)).map(({ id }) => id);
  if (gone.length) await DashboardRecipient.destroy({ where: { id: gone }, transaction });
  const added = [...new Set(userIds)].filter((userId) => !rows.some((row) => row.userId === userId));
  await DashboardRecipient.bulkCreate(
    added.map((userId) => ({ scheduleId, userId })),
    { transaction },
  );
}

async function record(
  tx: TxCtx,
  verb: string,
  dashboard: Dashboard,
  schedule: DashboardSchedule,
  changes: Record<string, [unknown, unknown]> | null,
): Promise<void> {
  await audit(tx, {
    action: `schedule.${verb}`,
    resource: 'schedules',
    resourceId: schedule.id,
    changes: { dashboardId: [dashboard.id, dashboard.id], ...changes },
  });
  announce(tx, {
    resource: 'schedules',
    id: schedule.id,
    rooms: [...new Set([rooms.user(dashboard.userId), rooms.user(tx.actor.id)])],
  });
}
