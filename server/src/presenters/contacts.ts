import type {
  Contact as ContactView,
  ContactShare as ContactShareView,
  MaskedContact,
} from '@besahubs/contracts/contacts';
import type { Contact } from '../models/Contact';
import type { ContactShare } from '../models/ContactShare';
import type { Actor } from '../policies/actor';
import { contactPolicy } from '../policies/contacts';
import { iso, isoOrNull, metaOf, personName, personRef, pick, refOf } from './refs';

const facts = [
  'firstName',
  'lastName',
  'title',
  'companyId',
  'email',
  'otherEmails',
  'phones',
  'street',
  'city',
  'state',
  'zip',
  'source',
  'birthday',
  'cadenceDays',
  'description',
  'tags',
  'decisionMaker',
  'doNotCall',
  'emailOptOut',
  'consentStatus',
  'consentSource',
  'bounced',
  'confidential',
] as const;

export const presentContact = (actor: Actor, contact: Contact): ContactView =>
  Object.assign(pick(contact, facts), metaOf(contact), {
    name: personName(contact),
    roles: contact.roles as ContactView['roles'],
    emailOptOutAt: isoOrNull(contact.emailOptOutAt),
    consentAt: isoOrNull(contact.consentAt),
    lastTouchAt: isoOrNull(contact.lastTouchAt),
    nextTouchAt: isoOrNull(contact.nextTouchAt),
    company: refOf(contact.company),
    abilities: {
      update: contactPolicy.update(actor, contact),
      delete: contactPolicy.delete(actor, contact),
      share: contactPolicy.share(actor, contact),
      invite:
        contactPolicy.share(actor, contact) &&
        contact.email !== null &&
        !contact.bounced &&
        !contact.emailOptOut,
    },
  });

export const presentMasked = (row: { contact: Contact; accessRequested: boolean }): MaskedContact => ({
  id: row.contact.id,
  name: personName(row.contact),
  company: refOf(row.contact.company),
  owner: personRef(row.contact.owner),
  accessRequested: row.accessRequested,
});

export const presentShare = (share: ContactShare): ContactShareView => ({
  user: personRef(share.user) ?? { id: share.userId, name: '' },
  status: share.status === 'granted' ? 'granted' : 'requested',
  grantedBy: personRef(share.grantedBy),
  createdAt: iso(share.createdAt),
});
