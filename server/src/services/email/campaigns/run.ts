import { QueryTypes } from 'sequelize';
import type { Transaction } from 'sequelize';
import { logger } from '../../../lib/logger';
import { ProviderError } from '../../../lib/providerError';
import { database } from '../../../models';
import { Campaign } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { enqueue } from '../../../jobs/queue';
import { announce } from '../../changes';
import { inTransaction } from '../../context';
import type { Ctx, TxCtx } from '../../context';
import { campaignResource } from '../../crm/campaigns';
import { recordChange } from '../../crm/resource';
import { sendgridProvider } from '../provider';
import { askForApproval, sizeOf } from './approval';
import { snapshot } from './audience';
import { claimBatch, compileBatch } from './batch';
import type { Batch } from './batch';
import { markAccepted, markRefused } from './outcome';
import type { Outcome } from './outcome';

/** Later than this, a launch that was due (the server was down) waits for somebody to say that it is still wanted. */
const OVERDUE_MS = 30 * 60_000;

/** The next step of a sending campaign; several asked for at once are one. */
export const enqueueBatch = (campaignId: string, transaction: Transaction | null, runAt?: Date) =>
  enqueue('campaign:batch', { campaignId }, transaction, {
    jobKey: `campaign:${campaignId}`,
    maxAttempts: 25,
    ...(runAt && { runAt }),
  });

/** Takes the audience down (once: a campaign that goes on keeps the one it had) and starts the sending; the caller saves. */
export async function startSending(tx: TxCtx, campaign: Campaign): Promise<void> {
  const { transaction } = tx;
  const known = await CampaignRecipient.count({ where: { campaignId: campaign.id }, transaction });
  if (!known) await snapshot(campaign, transaction);
  campaign.set({ status: 'sending', statusReason: null });
  await enqueueBatch(campaign.id, transaction);
}

/** The job `campaign:launch`. Ignores what was rescheduled, paused or cancelled meanwhile. */
export function launchDue(ctx: Ctx, campaignId: string, scheduledAt: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const campaign = await Campaign.findByPk(campaignId, { lock: true, transaction: tx.transaction });
    if (campaign?.status !== 'scheduled' || campaign.scheduledAt?.toISOString() !== scheduledAt) return;
    const late = Date.now() - campaign.scheduledAt.getTime() > OVERDUE_MS;
    const size = late ? null : await sizeOf(tx, campaign);
    const grown = size?.large === true && !campaign.approvedById;
    if (late)
      campaign.set({
        status: 'paused',
        statusReason: `It was due at ${scheduledAt}. Send it now, or schedule it anew.`,
      });
    else if (grown) {
      const statusReason = `Its audience has grown to ${size.recipients} since it was scheduled.`;
      campaign.set({ status: 'pending_approval', statusReason });
      await askForApproval(tx, campaign, `“${campaign.name}” has grown and waits for approval`);
    } else await startSending(tx, campaign);
    await campaign.save({ transaction: tx.transaction });
    await recordChange(tx, campaignResource, late ? 'overdue' : grown ? 'submit' : 'launch', campaign);
  });
}

/**
 * The job `campaign:batch`: one batch, and the next one queued with its outcome. The batch is committed as `submitting`
 * before SendGrid is called. Whoever dies in between leaves it so; the sweep turns it into `unknown`, and the rest of the
 * campaign goes on: nobody gets the mail twice.
 */
export async function sendBatch(ctx: Ctx, campaignId: string): Promise<void> {
  const batch = await inTransaction(ctx, (tx) => claimOrFinish(tx, campaignId));
  if (!batch) return;
  const settle = batch.recipients.length
    ? await submit(batch)
    : () => Promise.resolve<Outcome>({ next: 'on' });
  await inTransaction(ctx, async (tx) => proceed(tx, campaignId, await settle(tx.transaction)));
}

async function claimOrFinish(tx: TxCtx, campaignId: string): Promise<Batch | null> {
  const { transaction } = tx;
  const campaign = await Campaign.findByPk(campaignId, { lock: true, transaction });
  if (campaign?.status !== 'sending') return null;
  const batch = await claimBatch(campaign, transaction);
  if (batch) return batch;
  const underWay = await CampaignRecipient.count({
    where: { campaignId, status: 'submitting' },
    transaction,
  });
  if (underWay) return null;
  campaign.set({ status: 'sent', sentAt: new Date() });
  await campaign.save({ transaction });
  await recordChange(tx, campaignResource, 'sent', campaign);
  return null;
}

/** Calls SendGrid; answers how to write down what came of it. */
async function submit(batch: Batch): Promise<(transaction: Transaction) => Promise<Outcome>> {
  try {
    const body = await compileBatch(batch).catch(notSentYet);
    const messageId = await sendgridProvider().sendMail(body);
    return (transaction) => markAccepted(batch, messageId, transaction);
  } catch (error) {
    logger.warn(
      { err: error as Error, campaignId: batch.campaign.id, batch: batch.id },
      'batch not accepted',
    );
    return (transaction) => markRefused(batch, error, transaction);
  }
}

/** Whatever went wrong while the request was put together: the mail itself has not been handed over. */
function notSentYet(error: unknown): never {
  const unsure = error instanceof ProviderError && error.kind === 'unknown';
  throw unsure ? new ProviderError('retry', { message: error.message, cause: error }) : error;
}

async function proceed(tx: TxCtx, campaignId: string, { next }: Outcome): Promise<void> {
  const { transaction } = tx;
  const campaign = await Campaign.findByPk(campaignId, { lock: true, transaction });
  if (!campaign) return;
  if (next === 'on') await enqueueBatch(campaignId, transaction);
  else if ('later' in next)
    await enqueueBatch(
      campaignId,
      transaction,
      new Date(Date.now() + next.later * 1000 + Math.random() * 1000),
    );
  else if (campaign.status === 'sending') {
    campaign.set({ status: next.status, statusReason: next.reason });
    await campaign.save({ transaction });
    await recordChange(tx, campaignResource, next.status, campaign);
  }
  announce(tx, { resource: 'campaigns', id: campaignId, rooms: campaignResource.policy.audience(campaign) });
}

/** Campaigns whose job went with a worker that died: sending without a step to come, scheduled and due. */
export async function resumeStalled(minutes: number): Promise<void> {
  const stalled = await database().query<{ id: string }>(
    `SELECT id FROM "Campaign" c WHERE status = 'sending' AND "deletedAt" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "CampaignRecipient" r WHERE r."campaignId" = c.id AND r."updatedAt" > now() - make_interval(mins => $1))`,
    { bind: [minutes], type: QueryTypes.SELECT },
  );
  for (const { id } of stalled) await enqueueBatch(id, null);
  const due = await database().query<{ id: string; scheduledAt: Date }>(
    `SELECT id, "scheduledAt" FROM "Campaign"
      WHERE status = 'scheduled' AND "deletedAt" IS NULL AND "scheduledAt" < now() - make_interval(mins => $1)`,
    { bind: [minutes], type: QueryTypes.SELECT },
  );
  for (const { id, scheduledAt } of due) {
    const payload = { campaignId: id, scheduledAt: scheduledAt.toISOString() };
    await enqueue('campaign:launch', payload, null, { jobKey: `campaign-launch:${id}` });
  }
}
