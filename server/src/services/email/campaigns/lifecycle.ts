import type { AudienceFilter } from '@besahubs/contracts/campaigns';
import { AppError, invalidField } from '../../../lib/errors';
import { enqueue } from '../../../jobs/queue';
import type { Campaign } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { Team } from '../../../models/Team';
import { User } from '../../../models/User';
import { campaignPolicy } from '../../../policies/campaigns';
import { authorize, inTransaction } from '../../context';
import type { Ctx, TxCtx } from '../../context';
import { campaignResource } from '../../crm/campaigns';
import { diffOf } from '../../crm/diff';
import { findVisible, recordChange, updateRecord } from '../../crm/resource';
import { notify } from '../../notifications/notify';
import { audienceOf } from './audience';
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
  if (Object.keys(overrides).length) await updateRecord(ctx, campaignResource, campaignId, overrides);
  const draft = await findVisible(ctx, campaignResource, campaignId);
  authorize(ctx.actor, campaignPolicy.update.bind(campaignPolicy), draft);
  mustBe(draft, SENDABLE, 'sent');
  const { id: template } = await campaignTemplate(draft);
  return inTransaction(ctx, async (tx) => {
    const campaign = await mine(tx, campaignId);
    mustBe(campaign, SENDABLE, 'sent');
    const later = scheduledAt && scheduledAt.getTime() > Date.now() ? scheduledAt : null;
    campaign.set({ templateId: template, scheduledAt: later, statusReason: null });
    if (await needsApproval(tx, campaign)) {
      campaign.set({ status: 'pending_approval' });
      await askForApproval(tx, campaign);
      return saved(tx, campaign, 'submit');
    }
    return begin(tx, campaign, later ? 'schedule' : 'send');
  });
}

/** Refuses what nobody would get; true when an agent's send is too large to go without a manager. */
async function needsApproval(tx: TxCtx, campaign: Campaign): Promise<boolean> {
  const begun = await CampaignRecipient.count({
    where: { campaignId: campaign.id },
    transaction: tx.transaction,
  });
  if (begun) return false;
  const { recipients, needsApproval: large } = await audienceOf(campaign, tx.transaction);
  if (!recipients) throw invalidField('listId', 'Nobody in this audience can be mailed.');
  return large && !campaignPolicy.approve(tx.actor, campaign) && !campaign.approvedById;
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

async function askForApproval(tx: TxCtx, campaign: Campaign): Promise<void> {
  const { transaction } = tx;
  const team = campaign.teamId ? await Team.findByPk(campaign.teamId, { transaction }) : null;
  const admins = team?.managerId
    ? []
    : await User.findAll({ where: { role: 'admin', status: 'active' }, attributes: ['id'], transaction });
  const approvers = team?.managerId ? [team.managerId] : admins.map(({ id }) => id);
  for (const userId of approvers) {
    await notify(tx, {
      userId,
      kind: 'campaign.approval',
      title: `${tx.actor.name} asks to send “${campaign.name}”`,
      resource: 'campaigns',
      resourceId: campaign.id,
    });
  }
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
