import { campaignStatuses, campaignTypes } from '@besahubs/contracts/campaigns';
import { Campaign } from '../../../models/Campaign';
import { campaignPolicy } from '../../../policies/campaigns';
import { choices, column, idField, joined, person, propertyOf, teamOf } from '../dataset';
import type { Dataset, Field, Join } from '../dataset';
import { campaignOf } from '../names';
import { MAIL_COUNTS } from '../../email/counts';
import { scopeSql } from '../../../policies/policy';

/** What became of the campaigns' mail: one EmailLog row a recipient, counted as everywhere else in the app. */
const mail: Join = {
  sql: ({ actor }) => `LEFT JOIN (
    SELECT "campaignId", count(*) FILTER (WHERE status <> 'suppressed') AS recipients, ${MAIL_COUNTS}
      FROM "EmailLog" WHERE kind = 'campaign' AND "campaignId" IN (${scopeSql(Campaign, campaignPolicy.scope(actor))})
     GROUP BY "campaignId"
  ) mail ON mail."campaignId" = d.id`,
  tables: ['EmailLog'],
  columns: ['id'],
};
/** A campaign that never went out counts as zero, so that sums over campaigns are whole. */
const step = (name: string, label: string): Field => ({
  ...joined('mail', name, label, 'number'),
  sql: () => `coalesce(mail."${name}", 0)`,
});

const fields: Record<string, Field> = {
  id: idField('Campaign'),
  campaign: campaignOf('id'),
  name: column('name', 'Name', 'text'),
  type: column('type', 'Type', 'enum', { values: choices(campaignTypes) }),
  status: column('status', 'Status', 'enum', { values: choices(campaignStatuses) }),
  owner: person('ownerId', 'Owner'),
  team: teamOf(),
  property: propertyOf(),
  recipients: step('recipients', 'Recipients'),
  sent: step('sent', 'Sent'),
  delivered: step('delivered', 'Delivered'),
  opened: step('opened', 'Opened'),
  machineOpened: step('machineOpened', 'Opened by machines only'),
  clicked: step('clicked', 'Clicked'),
  bounced: step('bounced', 'Bounced'),
  dropped: step('dropped', 'Dropped'),
  unsubscribed: step('unsubscribed', 'Unsubscribed'),
  spamReported: step('spamReported', 'Spam reports'),
  totalOpens: step('totalOpens', 'Opens in all'),
  totalClicks: step('totalClicks', 'Clicks in all'),
  sentAt: column('sentAt', 'Sent at', 'instant'),
  scheduledAt: column('scheduledAt', 'Scheduled', 'instant'),
  createdAt: column('createdAt', 'Created', 'instant'),
};

export const campaigns: Dataset = {
  key: 'campaigns',
  label: 'Campaigns',
  noun: 'campaigns',
  model: Campaign,
  scope: (actor) => campaignPolicy.scope(actor),
  scopeTables: [],
  dateField: 'createdAt',
  fields: new Map(Object.entries(fields)),
  joins: { mail },
  row: { name: column('name', 'Name', 'text'), opens: [{ resource: 'campaigns', id: idField('') }] },
  listResource: 'campaigns',
  shown: ['status', 'type', 'sentAt', 'delivered', 'opened', 'clicked'],
};
