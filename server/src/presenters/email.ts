import type {
  EmailEvent as EventView,
  EmailLog as LogView,
  UnsubscribeView,
  Welcome,
} from '@besahubs/contracts/email';
import type { Contact } from '../models/Contact';
import type { EmailEvent } from '../models/EmailEvent';
import type { EmailLog } from '../models/EmailLog';
import type { User } from '../models/User';
import { iso, isoOrNull, personName, personRef, pick, refOf } from './refs';

const reasonIn = (metadata: Record<string, unknown>): string | null => {
  const reason = metadata['reason'] ?? metadata['response'];
  return typeof reason === 'string' ? reason : null;
};

export const presentEvent = (event: EmailEvent): EventView => ({
  ...pick(event, [
    'id',
    'eventType',
    'rawEventType',
    'email',
    'url',
    'bounceType',
    'isMachine',
    'isSuspectedBot',
  ]),
  eventTimestamp: iso(event.eventTimestamp),
  subject: event.emailLog?.subject ?? null,
  reason: event.eventType === 'delivered' ? null : reasonIn(event.metadata),
  contact: refOf(event.contact),
  campaign: refOf(event.campaign),
});

/** What was sent to whom and what became of it; never what stood in it. */
export const presentLog = (log: EmailLog): LogView => ({
  ...pick(log, [
    'id',
    'kind',
    'template',
    'toEmail',
    'subject',
    'status',
    'error',
    'messageId',
    'openCount',
    'clickCount',
  ]),
  contact: refOf(log.contact),
  campaign: refOf(log.campaign),
  sender: personRef(log.sender),
  createdAt: iso(log.createdAt),
  acceptedAt: isoOrNull(log.acceptedAt),
  deliveredAt: isoOrNull(log.deliveredAt),
  firstOpenAt: isoOrNull(log.firstOpenAt),
  firstClickAt: isoOrNull(log.firstClickAt),
});

export const presentWelcome = (
  { contact, invitedBy }: { contact: Contact; invitedBy: User | null },
  organization: string,
): Welcome => ({
  ...pick(contact, ['firstName', 'lastName', 'email', 'title']),
  phone: contact.phones.find((phone) => phone.primary)?.number ?? contact.phones[0]?.number ?? null,
  company: contact.company?.name ?? null,
  organization,
  invitedBy: invitedBy && personName(invitedBy),
});

/** `d•••@harbor.example`: enough for its owner to know it. */
const masked = (email: string): string => email.replace(/^(.)[^@]*/, '$1•••');

export const presentUnsubscribe = (
  { email, unsubscribed }: { email: string; unsubscribed: boolean },
  organization: string,
): UnsubscribeView => ({ email: masked(email), organization, unsubscribed });
