import { isDeepStrictEqual } from 'node:util';
import type { AudienceFilter } from '@besahubs/contracts/campaigns';
import { AppError, invalidField } from '../../../lib/errors';
import { enqueue } from '../../../jobs/queue';
import type { Campaign } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { campaignPolicy } from '../../../policies/campaigns';
import { authorize, inTransaction } from '../../context';
import type { Ctx, TxCtx } from '../../context';
import { campaignResource } from '../../crm/campaigns';
import { diffOf } from '../../crm/diff';
import { findVisible, recordChange, updateRecord } from '../../crm/resource';
import { notify } from '../../notifications/notify';
import { askForApproval, sizeOf } from './approval';
import { campaignTemplate } from './content';
import { enqueueBatch, startSending } from './run';

export interface CampaignSend {
  campaignId: string;
  /** Replaces the campaign's own audience: a list's id, or filters. */
  listOrFilters?: { listId: string } | { filters: AudienceFilter };
  templateId?: string;
  /** Instant; none, or one in the past: now. */
  scheduledAt?: Date | null;
}

type Status = Campaign['status'];
const SENDABLE: readonly Status[] = ['draft', 'paused', 'failed', 'scheduled'];

function mustBe(campaign: Campaign, statuses: readonly Status[], verb: string): void {
  if (statuses.includes(campaign.status)) return;
  throw new AppError('conflict', {
    message: `A campaign that is ${campaign.status.replace('_', ' ')} cannot be ${verb}.`,
  });
}

/** Locks the campaign for a change of its state, in scope (404) and allowed (403). */
async function mine(tx: TxCtx, id: string): Promise<Campaign> {
  const campaign = await findVisible(tx, campaignResource, id, { lock: true });
  authorize(tx.actor, campaignPolicy.update.bind(campaignPolicy), campaign);
  return campaign;
}

async function saved(tx: TxCtx, campaign: Campaign, verb: string): Promise<Campaign> {
  const diff = diffOf(campaign);
  if (campaign.changed()) await campaign.save({ transaction: tx.transaction });
  await recordChange(tx, campaignResource, verb, campaign, diff);
  return findVisible(tx, campaignResource, campaign.id);
}

/** See `sendCampaign`. */
export async function launchCampaign(ctx: Ctx, send: CampaignSend): Promise<Campaign> {
  const { campaignId, listOrFilters, templateId, scheduledAt } = send;
  const overrides = {
    ...(listOrFilters && { listId: null, filters: null, ...listOrFilters }),
    ...(templateId && { templateId }),
  };
  const draft = await findVisible(ctx, campaignResource, campaignId);
  authorize(ctx.actor, campaignPolicy.update.bind(campaignPolicy), draft);
  mustBe(draft, SENDABLE, 'sent');
  const { id: template } = await campaignTemplate({ templateId: templateId ?? draft.templateId });
  return inTransaction(ctx, async (tx) => {
    mustBe(await mine(tx, campaignId), SENDABLE, 'sent');
    if (Object.keys(overrides).length)
      await updateRecord(tx, campaignResource, campaignId, overrides, (_tx, before) =>
        // Whoever approved it approved something else.
        Object.entries(overrides).every(([name, value]) => isDeepStrictEqual(before.get(name), value))
          ? {}
          : { approvedById: null },
      );
    const campaign = await mine(tx, campaignId);
    const later = scheduledAt && scheduledAt.getTime() > Date.now() ? scheduledAt : null;
    campaign.set({ templateId: template, scheduledAt: later, statusReason: null });
    const { recipients, large } = await sizeOf(tx, campaign);
    if (recipients === 0) throw invalidField('listId', 'Nobody in this audience can be mailed.');
    // Who may approve does so by sending; it is remembered for the day it goes out.
    if (campaignPolicy.approve(tx.actor, campaign)) campaign.set({ approvedById: tx.actor.id });
    if (large && !campaign.approvedById) {
      campaign.set({ status: 'pending_approval' });
      await askForApproval(tx, campaign, `${tx.actor.name} asks to send “${campaign.name}”`);
      return saved(tx, campaign, 'submit');
    }
    return begin(tx, campaign, later ? 'schedule' : 'send');
  });
}

async function begin(tx: TxCtx, campaign: Campaign, verb: string): Promise<Campaign> {
  const { scheduledAt } = campaign;
  if (!scheduledAt || scheduledAt.getTime() <= Date.now()) {
    await startSending(tx, campaign);
    return saved(tx, campaign, verb);
  }
  campaign.set({ status: 'scheduled' });
  const payload = { campaignId: campaign.id, scheduledAt: scheduledAt.toISOString() };
  await enqueue('campaign:launch', payload, tx.transaction, {
    jobKey: `campaign-launch:${campaign.id}`,
    runAt: scheduledAt,
  });
  return saved(tx, campaign, verb);
}

/** A manager's or admin's yes: the campaign goes out, now or when it was scheduled for. */
export function approveCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  return inTransaction(ctx, async (tx) => {
    const campaign = await findVisible(tx, campaignResource, id, { lock: true });
    authorize(tx.actor, campaignPolicy.approve.bind(campaignPolicy), campaign);
    mustBe(campaign, ['pending_approval'], 'approved');
    campaign.set({ approvedById: tx.actor.id });
    if (campaign.ownerId && campaign.ownerId !== tx.actor.id) {
      await notify(tx, {
        userId: campaign.ownerId,
        kind: 'campaign.approved',
        title: `“${campaign.name}” was approved`,
        resource: 'campaigns',
        resourceId: id,
      });
    }
    return begin(tx, campaign, 'approve');
  });
}

/** Stops before the next batch; what SendGrid has accepted cannot be called back. */
export function pauseCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  return inTransaction(ctx, async (tx) => {
    const campaign = await mine(tx, id);
    mustBe(campaign, ['sending', 'scheduled'], 'paused');
    campaign.set({ status: 'paused', statusReason: `Paused by ${tx.actor.name}` });
    return saved(tx, campaign, 'pause');
  });
}

/** Ends it for good; the recipients who have not been written to will not be. */
export function cancelCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  return inTransaction(ctx, async (tx) => {
    const campaign = await mine(tx, id);
    mustBe(campaign, ['sending', 'scheduled', 'paused', 'pending_approval', 'failed'], 'cancelled');
    campaign.set({ status: 'cancelled', statusReason: `Cancelled by ${tx.actor.name}` });
    return saved(tx, campaign, 'cancel');
  });
}

/**
 * The operator's choice about mails of unknown fate: send them again, though some may then arrive twice. Leaving them is
 * the default and needs no call.
 */
export function resendUnknown(ctx: Ctx, id: string): Promise<Campaign> {
  return inTransaction(ctx, async (tx) => {
    const { transaction } = tx;
    const campaign = await mine(tx, id);
    mustBe(campaign, ['sent', 'paused', 'sending', 'failed'], 'sent again');
    const [count] = await CampaignRecipient.update(
      { status: 'pending', batch: null, emailLogId: null, reason: null },
      { where: { campaignId: id, status: 'unknown' }, transaction },
    );
    if (!count) throw new AppError('conflict', { message: 'No mail of this campaign is of unknown fate.' });
    campaign.set({ status: 'sending', statusReason: null });
    await enqueueBatch(id, transaction);
    return saved(tx, campaign, 'resend_unknown');
  });
}
