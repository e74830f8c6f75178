import { emailEventTypes } from '@besahubs/contracts/email';
import { Campaign } from '../../../models/Campaign';
import { Contact } from '../../../models/Contact';
import { EmailEvent } from '../../../models/EmailEvent';
import { EmailLog } from '../../../models/EmailLog';
import { campaignPolicy } from '../../../policies/campaigns';
import { contactPolicy } from '../../../policies/contacts';
import { emailEventScope, emailLogScope } from '../../../policies/email';
import { scopeSql } from '../../../policies/policy';
import { choices, column, computed, idField, joined, person, teamOf } from '../dataset';
import type { Dataset, Field, Join } from '../dataset';
import { campaignOf, contactOf } from '../names';

const MAIL_COLUMNS = ['id', 'kind', 'senderId', 'teamId', 'subject'];
/**
 * The mail that it happened to, if the reader may see that too: an event can be about a contact of theirs while the mail is
 * somebody else's to another.
 */
const mail: Join = {
  sql: ({ actor }) =>
    `LEFT JOIN (${scopeSql(EmailLog, emailLogScope(actor), MAIL_COLUMNS)}) mail ON mail.id = d."emailLogId"`,
  tables: ['EmailLog', 'Contact', 'ContactShare'],
  columns: ['emailLogId'],
};

const fields: Record<string, Field> = {
  id: idField('E-mail event'),
  eventType: column('eventType', 'Event', 'enum', { values: choices(emailEventTypes) }),
  eventTimestamp: column('eventTimestamp', 'When', 'instant'),
  campaign: campaignOf(),
  contact: contactOf(),
  email: column('email', 'Address', 'text'),
  machine: computed(
    () => `(d."isMachine" OR d."isSuspectedBot")`,
    ['isMachine', 'isSuspectedBot'],
    'By a machine',
    'boolean',
  ),
  url: column('url', 'Link', 'text'),
  bounceType: column('bounceType', 'Kind of bounce', 'text'),
  kind: joined('mail', 'kind', 'Kind of mail', 'enum', {
    values: choices(['transactional', 'campaign', 'test']),
  }),
  subject: joined('mail', 'subject', 'Subject', 'text'),
  message: column('emailLogId', 'Mail', 'ref'),
  owner: person('senderId', 'Sender', 'mail'),
  team: teamOf('teamId', 'mail'),
};

/** What SendGrid told of mails that the reader may see, each thing once. Distinct mails: count distinct `message`. */
export const emailEvents: Dataset = {
  key: 'emailEvents',
  label: 'E-mail events',
  noun: 'e-mail events',
  model: EmailEvent,
  scope: emailEventScope,
  scopeTables: ['EmailLog', 'Contact', 'ContactShare'],
  dateField: 'eventTimestamp',
  fields: new Map(Object.entries(fields)),
  joins: { mail },
  row: {
    name: computed(() => `coalesce(d.email, '')`, ['email'], 'Address', 'text'),
    opens: [
      {
        resource: 'contacts',
        id: column('contactId', '', 'ref'),
        within: { model: Contact, scope: (actor) => contactPolicy.scope(actor) },
      },
      {
        resource: 'campaigns',
        id: column('campaignId', '', 'ref'),
        within: { model: Campaign, scope: (actor) => campaignPolicy.scope(actor) },
      },
    ],
  },
  listResource: null,
  shown: ['eventType', 'eventTimestamp', 'contact', 'campaign', 'machine'],
};
