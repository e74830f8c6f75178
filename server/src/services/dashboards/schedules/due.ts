import { Op } from 'sequelize';
import { flags } from '../../../config/flags';
import { Dashboard } from '../../../models/Dashboard';
import { DashboardRecipient } from '../../../models/DashboardRecipient';
import { DashboardSchedule } from '../../../models/DashboardSchedule';
import { inTransaction } from '../../context';
import type { Ctx } from '../../context';
import { enqueueMails } from './schedules';
import { nextRun } from './timing';

const AT_ONCE = 200;

/**
 * Takes the schedules that are due and puts their mails on their way, in the transaction that moves each to its next run.
 * Runs that were missed (the app was down, a flag off) are made up for by one. Deleted dashboards are passed over.
 */
export async function runDueSchedules(ctx: Ctx, now = new Date()): Promise<void> {
  const { dashboards, sendgrid } = flags();
  if (!dashboards || !sendgrid) return;
  await inTransaction(ctx, async (tx) => {
    const { transaction } = tx;
    const due = await DashboardSchedule.findAll({
      where: { enabled: true, nextRunAt: { [Op.lte]: now } },
      order: [['nextRunAt', 'ASC']],
      limit: AT_ONCE,
      lock: true,
      skipLocked: true,
      transaction,
    });
    for (const schedule of due) {
      const runAt = schedule.nextRunAt ?? now;
      const alive = await Dashboard.count({ where: { id: schedule.dashboardId }, transaction });
      if (alive) {
        schedule.recipients = await DashboardRecipient.findAll({
          where: { scheduleId: schedule.id },
          transaction,
        });
        await enqueueMails(tx, schedule, runAt);
      }
      await schedule.update(
        { nextRunAt: nextRun(schedule, now), ...(alive && { lastRunAt: now }) },
        { transaction },
      );
    }
  });
}
