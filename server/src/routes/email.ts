import type { z } from 'zod';
import { page } from '@besahubs/contracts/common';
import {
  contactInviteInput,
  emailActivity,
  emailActivityQuery,
  emailLog,
  emailLogQuery,
} from '@besahubs/contracts/email';
import { presentEvent, presentLog } from '../presenters/email';
import { presentPage } from '../presenters/refs';
import { campaignActivity, contactActivity, listEmailLogs } from '../services/email/activity';
import type { Activity } from '../services/email/activity';
import { inviteContact } from '../services/email/welcome';
import { route } from './route';

const flag = 'sendgrid' as const;

const presentActivity = (
  { events, totals, series }: Activity,
  query: z.output<typeof emailActivityQuery>,
) => ({ ...presentPage(events, query, presentEvent), totals, series });

export const emailRoutes = [
  route(
    'get',
    '/contacts/:id/email-activity',
    {
      summary: 'Mail events of a contact, with totals and a daily series',
      permission: 'email.read',
      flag,
      query: emailActivityQuery,
      response: emailActivity,
    },
    async ({ ctx, params, query }) => presentActivity(await contactActivity(ctx, params.id, query), query),
  ),
  route(
    'get',
    '/campaigns/:id/email-activity',
    {
      summary: 'Mail events of a campaign, with totals and a daily series',
      permission: 'email.read',
      flag,
      query: emailActivityQuery,
      response: emailActivity,
    },
    async ({ ctx, params, query }) => presentActivity(await campaignActivity(ctx, params.id, query), query),
  ),
  route(
    'get',
    '/email/logs',
    {
      summary: 'Mails sent, and what became of them',
      permission: 'email.read',
      flag,
      query: emailLogQuery,
      response: page(emailLog),
    },
    async ({ ctx, query }) => presentPage(await listEmailLogs(ctx, query), query, presentLog),
  ),
  route(
    'post',
    '/contacts/:id/invite',
    {
      summary: 'Invite a contact to check their details and choose what they get',
      permission: 'contacts.write',
      flag,
      body: contactInviteInput,
      response: emailLog,
      status: 202,
      message: 'The invitation is on its way.',
    },
    async ({ ctx, params, body }) => presentLog(await inviteContact(ctx, params.id, body)),
  ),
];
