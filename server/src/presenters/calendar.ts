import type {
  CalendarAccount as AccountView,
  CalendarEvent as EventView,
} from '@besahubs/contracts/calendar';
import type { CalendarAccount } from '../models/CalendarAccount';
import type { CalendarEvent } from '../models/CalendarEvent';
import { mayChangeEvent } from '../policies/calendar';
import { iso, isoOrNull, personRef, pick, refOf } from './refs';

/** Never the tokens. */
export const presentAccount = (account: CalendarAccount): AccountView => ({
  ...pick(account, ['id', 'provider', 'email', 'status', 'lastError', 'timezone']),
  lastSyncAt: isoOrNull(account.lastSyncAt),
  user: personRef(account.user),
  createdAt: iso(account.createdAt),
});

const facts = [
  'id',
  'externalId',
  'title',
  'description',
  'isAllDay',
  'startDate',
  'endDate',
  'timezone',
  'location',
  'status',
  'busy',
  'isOrganizer',
  'organizerEmail',
  'etag',
  'htmlLink',
  'conferenceUrl',
] as const;

export const presentEvent = (event: CalendarEvent): EventView => ({
  ...pick(event, facts),
  accountId: event.calendarAccountId,
  provider: event.account?.provider ?? 'google',
  start: iso(event.start),
  end: iso(event.end),
  attendees: event.attendees.map(({ email, name, response, organizer }) => ({
    email,
    name: name ?? null,
    response,
    organizer: organizer ?? false,
  })),
  recurring: event.recurringEventId !== null,
  contact: refOf(event.contact),
  abilities: { update: mayChangeEvent(event), delete: mayChangeEvent(event) },
});
