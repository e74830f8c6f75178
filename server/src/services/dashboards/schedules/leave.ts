import { env } from '../../../config/env';
import { open, seal } from '../../../lib/crypto';
import { AppError } from '../../../lib/errors';
import { isUuid } from '../../../lib/ids';
import { DashboardRecipient } from '../../../models/DashboardRecipient';
import { DashboardSchedule } from '../../../models/DashboardSchedule';
import { audit } from '../../changes';
import { inTransaction } from '../../context';
import type { Ctx } from '../../context';

const CONTEXT = 'dashboard-mail';

/** Where a mail's link to switch it off leads: who gets it, sealed. It needs no row and no signing in. */
export const leaveUrl = (recipientId: string): string =>
  `${env().API_BASE_URL}/api/public/dashboard-mail/${seal(env().TOKEN_ENCRYPTION_KEY, recipientId, CONTEXT)}`;

function recipientIdIn(token: string): string {
  try {
    const id = open(env().TOKEN_ENCRYPTION_KEY, token, CONTEXT);
    if (isUuid(id)) return id;
  } catch {
    // Told below.
  }
  throw new AppError('not_found', { message: 'This link is not valid.' });
}

/** What a link would switch off; null when that is off already. Looking changes nothing: security scanners follow links. */
export async function subscriptionOf(ctx: Ctx, token: string): Promise<{ dashboard: string } | null> {
  const recipient = await DashboardRecipient.findByPk(recipientIdIn(token), {
    include: [{ association: 'schedule', include: [{ association: 'dashboard', paranoid: false }] }],
    transaction: ctx.transaction ?? null,
  });
  return recipient && { dashboard: recipient.schedule?.dashboard?.name ?? '' };
}

/** Takes the recipient out of the schedule, and ends a schedule that nobody gets any more. Repeating it is fine. */
export function leaveSchedule(ctx: Ctx, token: string): Promise<void> {
  const id = recipientIdIn(token);
  return inTransaction(ctx, async (tx) => {
    const { transaction } = tx;
    const recipient = await DashboardRecipient.findByPk(id, { transaction });
    if (!recipient) return;
    const { scheduleId, userId } = recipient;
    await recipient.destroy({ transaction });
    const left = await DashboardRecipient.count({ where: { scheduleId }, transaction });
    if (!left)
      await DashboardSchedule.update(
        { enabled: false, nextRunAt: null },
        { where: { id: scheduleId }, transaction },
      );
    await audit(tx, {
      action: 'schedule.leave',
      resource: 'schedules',
      resourceId: scheduleId,
      changes: { userIds: [[userId], []] },
    });
  });
}
