import { contactRoles } from '@besahubs/contracts/contacts';
import { Contact } from '../../../models/Contact';
import { contactPolicy } from '../../../policies/contacts';
import { choices, column, companyOf, computed, idField, person, teamOf } from '../dataset';
import type { Dataset, Field } from '../dataset';

const fields: Record<string, Field> = {
  id: idField('Contact'),
  name: column('name', 'Name', 'text'),
  title: column('title', 'Title', 'text'),
  company: companyOf('companyId', 'Company'),
  owner: person('ownerId', 'Owner'),
  team: teamOf(),
  roles: column('roles', 'Roles', 'tags', { values: choices(contactRoles) }),
  tags: column('tags', 'Tags', 'tags'),
  city: column('city', 'City', 'text'),
  state: column('state', 'State', 'text'),
  source: column('source', 'Source', 'text'),
  email: column('email', 'E-mail', 'text'),
  hasEmail: computed(() => `(d.email IS NOT NULL)`, ['email'], 'Has e-mail', 'boolean'),
  decisionMaker: column('decisionMaker', 'Decision maker', 'boolean'),
  doNotCall: column('doNotCall', 'Do not call', 'boolean'),
  emailOptOut: column('emailOptOut', 'Opted out of e-mail', 'boolean'),
  bounced: column('bounced', 'Bounced', 'boolean'),
  consentStatus: column('consentStatus', 'Consent', 'enum', {
    values: choices(['unknown', 'granted', 'denied']),
  }),
  cadenceDays: column('cadenceDays', 'Cadence (days)', 'number', { format: 'days' }),
  lastTouchAt: column('lastTouchAt', 'Last touch', 'instant'),
  nextTouchAt: column('nextTouchAt', 'Next touch', 'instant'),
  birthday: column('birthday', 'Birthday', 'date'),
  createdAt: column('createdAt', 'Created', 'instant'),
  updatedAt: column('updatedAt', 'Updated', 'instant'),
};

export const contacts: Dataset = {
  key: 'contacts',
  label: 'Contacts',
  noun: 'contacts',
  model: Contact,
  scope: (actor) => contactPolicy.scope(actor),
  scopeTables: ['ContactShare'],
  dateField: 'createdAt',
  fields: new Map(Object.entries(fields)),
  joins: {},
  row: { name: column('name', 'Name', 'text'), opens: [{ resource: 'contacts', id: idField('') }] },
  listResource: 'contacts',
  shown: ['company', 'title', 'owner', 'lastTouchAt'],
};
