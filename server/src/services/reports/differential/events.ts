import { Temporal } from 'temporal-polyfill';
import { activityTypes, callOutcomes } from '@besahubs/contracts/activities';
import { campaignStatuses, campaignTypes } from '@besahubs/contracts/campaigns';
import { dealKinds, dealStageKeys, dealStatuses } from '@besahubs/contracts/deals';
import { emailEventTypes } from '@besahubs/contracts/email';
import {
  asPerson,
  asTeam,
  column,
  each,
  link,
  oneOf,
  person,
  propertyFields,
  propertyOf,
  readable,
  team,
  through,
} from './fields';
import type { Asking, FieldSpec, Fields } from './fields';
import { dateOf } from './time';
import { decimal, fraction, times } from './values';
import type { Row } from './world';

/** What the fields mean of what happens: mails, leases, moves of deals, activities. */

const mailsOf = (row: Row, { world }: Asking): Row[] =>
  world.EmailLog.filter((mail) => mail['kind'] === 'campaign' && mail['campaignId'] === row.id);
const mails = (passes: (mail: Row) => boolean): FieldSpec => ({
  type: 'number',
  get: (row, asking) => fraction(mailsOf(row, asking).filter(passes).length, 1),
});
const summed = (name: string): FieldSpec => ({
  type: 'number',
  get: (row, asking) =>
    fraction(
      mailsOf(row, asking).reduce((sum, mail) => sum + (mail[name] as number), 0),
      1,
    ),
});
/** Who clicks has opened. */
const byPerson = (mail: Row): boolean => mail['firstOpenAt'] !== null || mail['firstClickAt'] !== null;
const reached = (moment: string) => mails((mail) => mail[moment] !== null);
export const campaigns: Fields = {
  ...each('ref', 'id'),
  campaign: link('id', 'campaigns'),
  ...each('text', 'name'),
  type: oneOf('type', campaignTypes),
  status: oneOf('status', campaignStatuses),
  owner: person('ownerId'),
  team,
  property: link('propertyId', 'properties'),
  recipients: mails((mail) => mail['status'] !== 'suppressed'),
  sent: reached('acceptedAt'),
  delivered: mails((mail) => mail['deliveredAt'] !== null && mail['bouncedAt'] === null),
  opened: mails(byPerson),
  machineOpened: mails((mail) => mail['firstMachineOpenAt'] !== null && !byPerson(mail)),
  clicked: reached('firstClickAt'),
  bounced: reached('bouncedAt'),
  unsubscribed: reached('unsubscribedAt'),
  spamReported: reached('spamAt'),
  dropped: reached('droppedAt'),
  totalOpens: summed('openCount'),
  totalClicks: summed('clickCount'),
  ...each('instant', 'sentAt', 'scheduledAt', 'createdAt'),
};

export const leases: Fields = {
  ...each('ref', 'id'),
  tenant: column('tenantName', 'text'),
  tenantCompany: link('tenantCompanyId', 'companies'),
  type: oneOf('type', ['new', 'renewal', 'sublease', 'assignment']),
  property: link('propertyId', 'properties'),
  ...propertyFields(),
  'property.submarket': through(propertyOf, 'submarket', 'text'),
  'property.city': through(propertyOf, 'city', 'text'),
  owner: through(propertyOf, 'ownerId', 'ref', asPerson),
  team: through(propertyOf, 'teamId', 'ref', asTeam),
  ...each('number', 'rentableSF', 'baseRent', 'escalationPct', 'freeMonths', 'tiPerSF'),
  annualRent: {
    type: 'number',
    get: (row) =>
      row['baseRent'] === null || row['rentableSF'] === null
        ? null
        : times(decimal(row['baseRent'] as string), row['rentableSF'] as number),
  },
  ...each('date', 'commencementDate', 'expirationDate', 'noticeDate'),
  monthsToExpiration: {
    type: 'number',
    get: (row, { now, zone }) => {
      if (row['expirationDate'] === null) return null;
      const today = Temporal.PlainDate.from(dateOf(now, zone));
      return fraction(today.until(row['expirationDate'] as string, { largestUnit: 'months' }).months, 1);
    },
  },
  expired: {
    type: 'boolean',
    get: (row, { now, zone }) =>
      row['expirationDate'] === null ? null : (row['expirationDate'] as string) < dateOf(now, zone),
  },
  ...each('instant', 'createdAt'),
};

const dealOf = (row: Row, { seen }: Asking) => seen.deals.find(({ id }) => id === row['dealId']);
const dealsProperty = (row: Row, asking: Asking) => {
  const deal = dealOf(row, asking);
  return deal && propertyOf(deal, asking);
};
const stageAt = (stage: unknown) => dealStageKeys.findIndex((each) => each === stage);
export const stageEvents: Fields = {
  ...each('ref', 'id'),
  deal: link('dealId', 'deals'),
  fromStage: oneOf('fromStage', dealStageKeys),
  toStage: oneOf('toStage', dealStageKeys),
  direction: {
    type: 'enum',
    values: ['first', 'forward', 'backward', 'lost', 'reopened'],
    get: ({ fromStage, toStage }) => {
      if (fromStage === null) return 'first';
      if (toStage === 'lost') return 'lost';
      if (fromStage === 'won' || fromStage === 'lost') return 'reopened';
      return stageAt(toStage) > stageAt(fromStage) ? 'forward' : 'backward';
    },
  },
  ...each('instant', 'occurredAt'),
  by: person('byId'),
  daysInStage: {
    type: 'number',
    get: (row) => (row['secondsInStage'] === null ? null : fraction(Number(row['secondsInStage']), 86_400)),
  },
  ...each('number', 'value', 'grossCommission', 'probability'),
  ...each('date', 'expectedCloseDate'),
  owner: through(dealOf, 'ownerId', 'ref', asPerson),
  team: through(dealOf, 'teamId', 'ref', asTeam),
  kind: through(dealOf, 'kind', 'enum', { values: dealKinds }),
  status: through(dealOf, 'status', 'enum', { values: dealStatuses }),
  property: through(dealOf, 'propertyId', 'ref', readable('properties')),
  ...propertyFields(dealsProperty),
};

export const activities: Fields = {
  ...each('ref', 'id'),
  type: oneOf('type', activityTypes),
  ...each('text', 'subject'),
  direction: oneOf('direction', ['inbound', 'outbound']),
  outcome: oneOf('outcome', callOutcomes),
  ...each('number', 'durationMinutes'),
  ...each('boolean', 'pinned'),
  ...each('instant', 'occurredAt', 'createdAt'),
  owner: person('ownerId'),
  team,
  contact: link('contactId', 'contacts'),
  company: link('companyId', 'companies'),
  property: link('propertyId', 'properties'),
  deal: link('dealId', 'deals'),
};

const mailOf = (row: Row, { seen }: Asking) => seen.mails.find(({ id }) => id === row['emailLogId']);
export const emailEvents: Fields = {
  ...each('ref', 'id'),
  eventType: oneOf('eventType', emailEventTypes),
  ...each('instant', 'eventTimestamp'),
  campaign: link('campaignId', 'campaigns'),
  contact: link('contactId', 'contacts'),
  ...each('text', 'email', 'url', 'bounceType'),
  machine: { type: 'boolean', get: (row) => row['isMachine'] === true || row['isSuspectedBot'] === true },
  kind: through(mailOf, 'kind', 'enum', { values: ['transactional', 'campaign', 'test'] }),
  subject: through(mailOf, 'subject', 'text'),
  message: column('emailLogId', 'ref'),
  owner: through(mailOf, 'senderId', 'ref', asPerson),
  team: through(mailOf, 'teamId', 'ref', asTeam),
};
