import {
  audience,
  campaign,
  campaignInput,
  campaignPatch,
  campaignPreview,
  campaignPreviewInput,
  campaignQuery,
  campaignRecipient,
  campaignScheduleInput,
  campaignSendInput,
  campaignTestInput,
  recipientQuery,
} from '@besahubs/contracts/campaigns';
import { page } from '@besahubs/contracts/common';
import { emailLog } from '@besahubs/contracts/email';
import type { Permission } from '@besahubs/contracts/permissions';
import type { Campaign } from '../models/Campaign';
import { presentCampaign, presentRecipient } from '../presenters/campaigns';
import { presentLog } from '../presenters/email';
import { presentPage } from '../presenters/refs';
import type { Ctx } from '../services/context';
import {
  campaignResource,
  countersOf,
  createCampaign,
  deleteCampaign,
  listCampaigns,
  noCounters,
  updateCampaign,
} from '../services/crm/campaigns';
import { findVisible, restoreRecord } from '../services/crm/resource';
import { campaignAudience } from '../services/email/campaigns/audience';
import {
  approveCampaign,
  cancelCampaign,
  pauseCampaign,
  resendUnknown,
} from '../services/email/campaigns/lifecycle';
import type { CampaignSend } from '../services/email/campaigns/lifecycle';
import { campaignRecipients, previewCampaign, testCampaign } from '../services/email/campaigns/preview';
import { sendCampaign } from '../services/email/send';
import { route } from './route';
import type { Route } from './route';

const read = { permission: 'campaigns.read' } as const;
const write = { permission: 'campaigns.write' } as const;
const send = { permission: 'campaigns.write', flag: 'sendgrid' } as const;

const present = async (ctx: Ctx, record: Campaign) => {
  const counters = await countersOf(ctx, [record.id]);
  return presentCampaign(ctx.actor, record, counters.get(record.id) ?? noCounters);
};

/** A change of a campaign's state that needs no input. */
const step = (
  name: string,
  summary: string,
  change: (ctx: Ctx, id: string) => Promise<Campaign>,
  permission: Permission = 'campaigns.write',
): Route =>
  route(
    'post',
    `/campaigns/:id/${name}`,
    { summary, permission, flag: 'sendgrid', response: campaign },
    async ({ ctx, params }) => present(ctx, await change(ctx, params.id)),
  );

interface Chosen {
  listId?: string | undefined;
  filters?: Extract<CampaignSend['listOrFilters'], { filters: object }>['filters'] | undefined;
  templateId?: string | undefined;
}
const launch = (campaignId: string, chosen: Chosen, scheduledAt: string | null): CampaignSend => ({
  campaignId,
  ...(chosen.filters && { listOrFilters: { filters: chosen.filters } }),
  ...(chosen.listId && { listOrFilters: { listId: chosen.listId } }),
  ...(chosen.templateId && { templateId: chosen.templateId }),
  scheduledAt: scheduledAt === null ? null : new Date(scheduledAt),
});

const crud = [
  route(
    'get',
    '/campaigns',
    { ...read, summary: 'List campaigns', query: campaignQuery, response: page(campaign) },
    async ({ ctx, query }) => {
      const found = await listCampaigns(ctx, query);
      const counters = await countersOf(
        ctx,
        found.rows.map(({ id }) => id),
      );
      return presentPage(found, query, (row) =>
        presentCampaign(ctx.actor, row, counters.get(row.id) ?? noCounters),
      );
    },
  ),
  route(
    'post',
    '/campaigns',
    { ...write, summary: 'Create a campaign', body: campaignInput, response: campaign, status: 201 },
    async ({ ctx, body }) => present(ctx, await createCampaign(ctx, body)),
  ),
  route(
    'get',
    '/campaigns/:id',
    { ...read, summary: 'One campaign', response: campaign },
    async ({ ctx, params }) => present(ctx, await findVisible(ctx, campaignResource, params.id)),
  ),
  route(
    'patch',
    '/campaigns/:id',
    { ...write, summary: 'Change a campaign', body: campaignPatch, response: campaign },
    async ({ ctx, params, body }) => present(ctx, await updateCampaign(ctx, params.id, body)),
  ),
  route(
    'delete',
    '/campaigns/:id',
    { ...write, summary: 'Delete a campaign (restorable)' },
    async ({ ctx, params }) => {
      await deleteCampaign(ctx, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/campaigns/:id/restore',
    { ...write, summary: 'Undo the deletion of a campaign', response: campaign },
    async ({ ctx, params }) => present(ctx, await restoreRecord(ctx, campaignResource, params.id)),
  ),
];

const sending = [
  route(
    'get',
    '/campaigns/:id/audience',
    { ...read, summary: 'Who would get it, and who not and why', response: audience },
    ({ ctx, params }) => campaignAudience(ctx, params.id),
  ),
  route(
    'get',
    '/campaigns/:id/recipients',
    {
      ...read,
      summary: 'Who was chosen, and how far each has come',
      query: recipientQuery,
      response: page(campaignRecipient),
    },
    async ({ ctx, params, query }) =>
      presentPage(await campaignRecipients(ctx, params.id, query), query, presentRecipient),
  ),
  route(
    'post',
    '/campaigns/:id/preview',
    {
      ...read,
      flag: 'sendgrid',
      summary: 'The mail as one contact would get it',
      body: campaignPreviewInput,
      response: campaignPreview,
    },
    ({ ctx, params, body }) => previewCampaign(ctx, params.id, body.contactId),
  ),
  route(
    'post',
    '/campaigns/:id/test',
    {
      ...send,
      summary: 'Send it to oneself, or to one address',
      body: campaignTestInput,
      response: emailLog,
      status: 202,
    },
    async ({ ctx, params, body }) => presentLog(await testCampaign(ctx, params.id, body)),
  ),
  route(
    'post',
    '/campaigns/:id/send',
    { ...send, summary: 'Send now, or go on after a pause', body: campaignSendInput, response: campaign },
    async ({ ctx, params, body }) => present(ctx, await sendCampaign(ctx, launch(params.id, body, null))),
  ),
  route(
    'post',
    '/campaigns/:id/schedule',
    { ...send, summary: 'Send at a later time', body: campaignScheduleInput, response: campaign },
    async ({ ctx, params, body }) => {
      if (body.timezone) await updateCampaign(ctx, params.id, { timezone: body.timezone });
      return present(ctx, await sendCampaign(ctx, launch(params.id, body, body.scheduledAt)));
    },
  ),
  step('pause', 'Stop before the next batch', pauseCampaign),
  step('cancel', 'End it for good', cancelCampaign),
  step('approve', "Let an agent's large send go", approveCampaign, 'campaigns.approve'),
  step('resend-unknown', 'Send again what SendGrid did not confirm', resendUnknown),
];

export const campaignRoutes = [...crud, ...sending];
