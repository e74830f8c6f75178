import { activityTypes, callOutcomes } from '@besahubs/contracts/activities';
import { Activity } from '../../../models/Activity';
import { Contact } from '../../../models/Contact';
import { Deal } from '../../../models/Deal';
import { activityPolicy } from '../../../policies/activities';
import { contactPolicy } from '../../../policies/contacts';
import { dealPolicy } from '../../../policies/deals';
import { choices, column, companyOf, computed, idField, person, propertyOf, teamOf } from '../dataset';
import type { Dataset, Field } from '../dataset';
import { contactOf, dealOf } from '../names';

const fields: Record<string, Field> = {
  id: idField('Activity'),
  type: column('type', 'Type', 'enum', { values: choices(activityTypes) }),
  subject: column('subject', 'Subject', 'text'),
  direction: column('direction', 'Direction', 'enum', { values: choices(['inbound', 'outbound']) }),
  outcome: column('outcome', 'Outcome', 'enum', { values: choices(callOutcomes) }),
  durationMinutes: column('durationMinutes', 'Minutes', 'number'),
  pinned: column('pinned', 'Pinned', 'boolean'),
  occurredAt: column('occurredAt', 'When', 'instant'),
  createdAt: column('createdAt', 'Logged', 'instant'),
  owner: person('ownerId', 'Owner'),
  team: teamOf(),
  contact: contactOf(),
  company: companyOf('companyId', 'Company'),
  property: propertyOf(),
  deal: dealOf(),
};

const link = (name: string): Field => column(name, '', 'ref');

/** What happened, as far as the reader sees it in the timelines: private notes are their author's. */
export const activities: Dataset = {
  key: 'activities',
  label: 'Activities',
  noun: 'activities',
  model: Activity,
  scope: (actor) => activityPolicy.scope(actor),
  scopeTables: ['Deal', 'DealMember', 'Contact', 'ContactShare'],
  dateField: 'occurredAt',
  fields: new Map(Object.entries(fields)),
  joins: {},
  row: {
    name: computed(() => `coalesce(d.subject, initcap(d.type))`, ['subject', 'type'], 'Name', 'text'),
    opens: [
      {
        resource: 'deals',
        id: link('dealId'),
        within: { model: Deal, scope: (actor) => dealPolicy.scope(actor) },
      },
      {
        resource: 'contacts',
        id: link('contactId'),
        within: { model: Contact, scope: (actor) => contactPolicy.scope(actor) },
      },
      { resource: 'properties', id: link('propertyId') },
      { resource: 'companies', id: link('companyId') },
    ],
  },
  listResource: null,
  shown: ['type', 'occurredAt', 'owner', 'contact', 'deal', 'outcome', 'durationMinutes'],
};
