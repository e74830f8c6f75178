import { campaignStatuses, campaignTypes } from '@besahubs/contracts/campaigns';
import { Campaign } from '../../../models/Campaign';
import { campaignPolicy } from '../../../policies/campaigns';
import { choices, column, idField, joined, namesWithin, person, propertyOf, teamOf } from '../dataset';
import type { Dataset, Field, Join } from '../dataset';

/**
 * What became of a campaign's mail: distinct messages at each step, one EmailLog row a recipient. Machine opens are kept
 * apart from people's.
 */
const mail: Join = {
  sql: () => `LEFT JOIN (
    SELECT "campaignId", count(*) FILTER (WHERE status <> 'suppressed') AS recipients,
           count("acceptedAt") AS sent, count("deliveredAt") AS delivered, count("firstOpenAt") AS opened,
           count("firstMachineOpenAt") AS "machineOpened", count("firstClickAt") AS clicked, count("bouncedAt") AS bounced,
           count("unsubscribedAt") AS unsubscribed, count("spamAt") AS "spamReported"
      FROM "EmailLog" WHERE kind = 'campaign' AND "campaignId" IS NOT NULL GROUP BY "campaignId"
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
  campaign: column('id', 'Campaign', 'ref', {
    labels: namesWithin(Campaign, 'campaigns', (actor) => campaignPolicy.scope(actor)),
  }),
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
  machineOpened: step('machineOpened', 'Opened by machines'),
  clicked: step('clicked', 'Clicked'),
  bounced: step('bounced', 'Bounced'),
  unsubscribed: step('unsubscribed', 'Unsubscribed'),
  spamReported: step('spamReported', 'Spam reports'),
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
