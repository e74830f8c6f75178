import type { DashboardAnswers } from '@besahubs/contracts/dashboards';
import { env } from '../../../config/env';
import { AppError } from '../../../lib/errors';
import type { Dashboard } from '../../../models/Dashboard';
import { DashboardRecipient } from '../../../models/DashboardRecipient';
import { DashboardSchedule } from '../../../models/DashboardSchedule';
import { EmailLog } from '../../../models/EmailLog';
import { User } from '../../../models/User';
import type { Actor } from '../../../policies/actor';
import { loadActor } from '../../auth/actors';
import { inTransaction } from '../../context';
import type { Ctx } from '../../context';
import { sendTransactional } from '../../email/send';
import { findDashboard } from '../dashboards';
import { composeDashboard } from '../mail/compose';
import { collectDashboard } from '../run';
import { leaveUrl } from './leave';

interface Run {
  scheduleId: string;
  /** When it was to run: with the schedule and the user it names the mail. */
  runAt: string;
  userId: string;
}

/**
 * The job `dashboards:mail`: one dashboard to one recipient, with the figures of their own row scope, in their zone.
 * However often it runs, one mail goes out. Who has been disabled or no longer sees the dashboard gets none, and the
 * schedule says so. Throws `unavailable`, to be tried again, when the figures cannot be had.
 */
export async function mailDashboard(ctx: Ctx, { scheduleId, runAt, userId }: Run): Promise<void> {
  const recipient = await DashboardRecipient.findOne({ where: { scheduleId, userId } });
  const idempotencyKey = `dashboard:${scheduleId}:${runAt}:${userId}`;
  if (!recipient || (await EmailLog.count({ where: { idempotencyKey } }))) return;
  const reader = await loadActor(userId);
  if (!reader) return skip(recipient, 'disabled');
  const dashboard = await visible({ ...ctx, actor: reader }, recipient);
  if (!dashboard) return skip(recipient, 'no_access');
  const late = AbortSignal.timeout(60_000);
  const answers = await collectDashboard({ ...ctx, actor: reader }, dashboard.id, {}, late);
  // Of what was cut off there may be half a dashboard, or nothing.
  if (late.aborted) throw new AppError('unavailable');
  checkAnswered(answers);
  const { subject, html, text } = composeDashboard({
    dashboard,
    answers,
    zone: reader.timezone,
    now: new Date(),
    openUrl: `${env().APP_BASE_URL}/dashboards/${dashboard.id}`,
    leaveUrl: leaveUrl(recipient.id),
    reason: await reasonOf(recipient, reader),
  });
  const user = await User.findByPk(userId, { rejectOnEmpty: true });
  await inTransaction(ctx, async (tx) => {
    await sendTransactional(tx, {
      to: user.email,
      template: 'dashboard',
      dynamicData: { subject },
      // Figures are confidential: sealed at rest, and forgotten once the mail was handed over.
      secretData: { html, text },
      userId,
      idempotencyKey,
    });
    await recipient.update({ lastSentAt: new Date(), problem: null }, { transaction: tx.transaction });
  });
}

const skip = async (recipient: DashboardRecipient, problem: 'disabled' | 'no_access'): Promise<void> => {
  await recipient.update({ problem });
};

async function visible(ctx: Ctx, { scheduleId }: DashboardRecipient): Promise<Dashboard | null> {
  const schedule = await DashboardSchedule.findByPk(scheduleId, { rejectOnEmpty: true });
  try {
    return await findDashboard(ctx, schedule.dashboardId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** A mail in which every widget says that the database was away is no mail. */
function checkAnswered(answers: DashboardAnswers): void {
  const all = Object.values(answers);
  const away = all.filter((answer) => 'error' in answer && answer.error.code === 'unavailable');
  if (all.length && away.length === all.length) throw new AppError('unavailable');
}

const WHEN = {
  daily: 'every day',
  weekdays: 'every working day',
  weekly: 'every week',
  monthly: 'every month',
};

async function reasonOf({ scheduleId }: DashboardRecipient, reader: Actor): Promise<string> {
  const schedule = await DashboardSchedule.findByPk(scheduleId, { rejectOnEmpty: true });
  const who = schedule.userId === reader.id ? 'you have' : `${await nameOf(schedule.userId)} has`;
  return `You get this because ${who} it sent to you ${WHEN[schedule.frequency]}. The figures are of what you may see.`;
}

async function nameOf(userId: string | null): Promise<string> {
  const user = userId ? await User.findByPk(userId, { paranoid: false }) : null;
  return user ? `${user.firstName} ${user.lastName}` : 'somebody';
}
