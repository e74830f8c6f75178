import { QueryTypes } from 'sequelize';
import type { z } from 'zod';
import type { CampaignQuery, campaignInput, campaignPatch } from '@besahubs/contracts/campaigns';
import { AppError } from '../../lib/errors';
import { database } from '../../models';
import { Campaign } from '../../models/Campaign';
import { List } from '../../models/List';
import { Property } from '../../models/Property';
import { campaignPolicy, listPolicy } from '../../policies/campaigns';
import { propertyPolicy } from '../../policies/properties';
import type { Ctx } from '../context';
import { MAIL_COUNTS } from '../email/counts';
import {
  among,
  createRecord,
  deleteRecord,
  listRecords,
  ownedBy,
  personLabel,
  updateRecord,
} from './resource';
import type { Resource, Rows } from './resource';

export const campaignResource: Resource<Campaign, CampaignQuery> = {
  model: Campaign,
  policy: campaignPolicy,
  noun: 'campaign',
  include: [
    personLabel('owner'),
    { model: List, as: 'list', attributes: ['id', 'name', 'ownerId', 'teamId'] },
    { model: Property, as: 'property', attributes: ['id', 'name'] },
  ],
  filters: (query, actor) => [
    among('status', query.status),
    among('type', query.type),
    ownedBy('ownerId', query.ownerId, actor),
    query.listId ? { listId: query.listId } : undefined,
  ],
  references: {
    listId: { model: List, scope: (actor) => listPolicy.scope(actor) },
    propertyId: { model: Property, scope: (actor) => propertyPolicy.scope(actor) },
  },
};

/** Distinct mails at each step, and where the sending itself stands. */
export interface CampaignCounters {
  recipients: number;
  delivered: number;
  opened: number;
  machineOpened: number;
  clicked: number;
  bounced: number;
  unsubscribed: number;
  spamReported: number;
  pending: number;
  failed: number;
  unknown: number;
  suppressed: number;
}
export const noCounters: CampaignCounters = {
  recipients: 0,
  delivered: 0,
  opened: 0,
  machineOpened: 0,
  clicked: 0,
  bounced: 0,
  unsubscribed: 0,
  spamReported: 0,
  pending: 0,
  failed: 0,
  unknown: 0,
  suppressed: 0,
};

const FROM_MAILS = [
  'delivered',
  'opened',
  'machineOpened',
  'clicked',
  'bounced',
  'unsubscribed',
  'spamReported',
] as const;
const pickCounts = (row: CampaignCounters) =>
  Object.fromEntries(FROM_MAILS.map((name) => [name, row[name]])) as Partial<CampaignCounters>;

/** Counters of several campaigns at once. A click by a person implies an open. */
export async function countersOf(ctx: Ctx, campaignIds: string[]): Promise<Map<string, CampaignCounters>> {
  if (!campaignIds.length) return new Map();
  const options = {
    bind: [campaignIds],
    type: QueryTypes.SELECT as const,
    transaction: ctx.transaction ?? null,
  };
  const [mails, recipients] = await Promise.all([
    database().query<CampaignCounters & { id: string; mails: number }>(
      `SELECT "campaignId" AS id, count(*) AS mails, ${MAIL_COUNTS}
         FROM "EmailLog" WHERE "campaignId" = ANY($1::uuid[]) AND kind = 'campaign' GROUP BY 1`,
      options,
    ),
    database().query<CampaignCounters & { id: string }>(
      `SELECT "campaignId" AS id, count(*) FILTER (WHERE status <> 'suppressed') AS recipients,
              count(*) FILTER (WHERE status IN ('pending','submitting')) AS pending,
              count(*) FILTER (WHERE status = 'failed') AS failed,
              count(*) FILTER (WHERE status = 'unknown') AS unknown,
              count(*) FILTER (WHERE status = 'suppressed') AS suppressed
         FROM "CampaignRecipient" WHERE "campaignId" = ANY($1::uuid[]) GROUP BY 1`,
      options,
    ),
  ]);
  const counters = new Map<string, CampaignCounters>();
  for (const row of mails) counters.set(row.id, { ...noCounters, ...pickCounts(row), recipients: row.mails });
  for (const { id, ...progress } of recipients)
    counters.set(id, { ...noCounters, ...counters.get(id), ...progress });
  return counters;
}

export const listCampaigns = (ctx: Ctx, query: CampaignQuery): Promise<Rows<Campaign>> =>
  listRecords(ctx, campaignResource, query);

export const createCampaign = (ctx: Ctx, input: z.output<typeof campaignInput>): Promise<Campaign> =>
  createRecord(ctx, campaignResource, input);

/** Name and notes may always be changed; what is being sent may not change under way. */
const FREE = new Set(['name', 'description', 'version', 'ownerId']);
const OPEN: readonly Campaign['status'][] = ['draft', 'pending_approval', 'scheduled', 'paused', 'failed'];

export const updateCampaign = (
  ctx: Ctx,
  id: string,
  patch: z.output<typeof campaignPatch>,
): Promise<Campaign> =>
  updateRecord(ctx, campaignResource, id, patch, (_tx, campaign) => {
    if (Object.keys(patch).every((field) => FREE.has(field))) return {};
    if (!OPEN.includes(campaign.status))
      throw new AppError('conflict', { message: 'This campaign has been sent: copy it to send it again.' });
    // Whoever approved it approved something else; and a schedule is set by scheduling.
    const asks = campaign.status === 'pending_approval' || campaign.status === 'scheduled';
    return asks
      ? { status: 'draft', approvedById: null, statusReason: 'Changed: schedule or send it again.' }
      : { approvedById: null };
  });

export async function deleteCampaign(ctx: Ctx, id: string): Promise<void> {
  const campaign = await Campaign.findByPk(id);
  if (campaign?.status === 'sending')
    throw new AppError('conflict', { message: 'Pause or cancel the sending first.' });
  await deleteRecord(ctx, campaignResource, id);
}
