import { Op } from 'sequelize';
import { flags } from '../../config/flags';
import { AppError } from '../../lib/errors';
import { ProviderError } from '../../lib/providerError';
import { enqueue } from '../../jobs/queue';
import { CalendarAccount } from '../../models/CalendarAccount';
import { User } from '../../models/User';
import type { Ctx } from '../context';
import { syncAccount } from './sync';

/** The net under everything else: an account that was not synced for this long is. */
const POLL_MS = 15 * 60_000;
/** Spread over this long, so that a thousand accounts do not knock at the same second. */
const SPREAD_MS = 4 * 60_000;

/** Asks for a sync of every account that is due, of people who may still use the app; run by the cron. */
export async function enqueueDueSyncs(_ctx: Ctx): Promise<void> {
  if (!flags().calendar) return;
  const due = await CalendarAccount.findAll({
    where: {
      status: { [Op.ne]: 'needs_reauth' },
      lastSyncAt: { [Op.or]: [null, { [Op.lt]: new Date(Date.now() - POLL_MS) }] },
    },
    include: [
      {
        model: User,
        as: 'user',
        attributes: [],
        required: true,
        where: { status: 'active' },
      },
    ],
    attributes: ['id'],
  });
  for (const { id } of due) {
    const runAt = new Date(Date.now() + Math.random() * SPREAD_MS);
    await enqueue('calendar:sync', { accountId: id }, null, { jobKey: `calendar:sync:${id}`, runAt });
  }
}

/** The job. Consent that has ended and refusals that stay refusals are shown on the account, and not tried again. */
export async function runSyncJob(ctx: Ctx, accountId: string): Promise<void> {
  if (!flags().calendar) return;
  try {
    await syncAccount(ctx, accountId);
  } catch (error) {
    const final = error instanceof AppError || (error instanceof ProviderError && error.kind === 'rejected');
    if (!final) throw error;
  }
}
