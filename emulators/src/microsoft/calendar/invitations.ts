import { isDeepStrictEqual } from 'node:util';
import { nextSequence, touch, type ChangeType, type MailboxPort } from './mailbox';
import { NEVER } from './readEvent';
import type { Account, EventFields, StoredEvent } from './types';

/** What stays an attendee's own when the organizer updates a meeting. */
const OWN = ['showAs', 'categories', 'isReminderOn', 'reminderMinutesBeforeStart', 'responseStatus'] as const;

type Shared = Pick<StoredEvent, 'recurrence' | 'overrides' | 'cancelledDates' | 'organizer' | 'iCalUId'>;

const addressesOf = ({ fields }: StoredEvent): Set<string> =>
  new Set(fields.attendees.map((one) => one.emailAddress.address.toLowerCase()));

/** Attendees see who is invited, not what the others answered. */
function guestFields(meeting: StoredEvent, own: Pick<EventFields, (typeof OWN)[number]>): EventFields {
  const status = { response: 'none', time: NEVER } as const;
  const attendees = meeting.fields.attendees.map((one) => ({ ...one, status }));
  const kept = Object.fromEntries(OWN.map((name) => [name, own[name]]));
  return structuredClone({ ...meeting.fields, attendees, ...kept });
}

const sharedOf = ({ recurrence, overrides, cancelledDates, organizer, iCalUId }: StoredEvent): Shared =>
  structuredClone({ recurrence, overrides, cancelledDates, organizer, iCalUId });

function invite(guest: Account, meeting: StoredEvent, port: MailboxPort): void {
  const key = nextSequence(guest);
  const now = port.now().toISOString();
  const own = {
    showAs: 'tentative',
    categories: [],
    isReminderOn: true,
    reminderMinutesBeforeStart: meeting.fields.reminderMinutesBeforeStart,
    responseStatus: { response: 'notResponded', time: NEVER },
  } as const;
  const copy: StoredEvent = {
    ...sharedOf(meeting),
    key,
    placement: key,
    calendarId: guest.calendars.find((one) => one.isDefaultCalendar)?.id ?? '',
    fields: guestFields(meeting, { ...own, categories: [] }),
    isOrganizer: false,
    deliveredTo: [],
    transactionId: null,
    changeKey: '',
    createdDateTime: now,
    lastModifiedDateTime: now,
  };
  guest.events.push(copy);
  touch(guest, copy, port);
  port.changed(guest, copy, 'created');
}

function update(guest: Account, copy: StoredEvent, meeting: StoredEvent, port: MailboxPort): void {
  const fields = guestFields(meeting, copy.fields);
  const shared = sharedOf(meeting);
  if (isDeepStrictEqual([fields, shared], [copy.fields, sharedOf(copy)])) return;
  // Another time asks for another answer.
  const moved = !isDeepStrictEqual([fields.start, fields.end], [copy.fields.start, copy.fields.end]);
  if (moved)
    Object.assign(fields, { showAs: 'tentative', responseStatus: { response: 'notResponded', time: NEVER } });
  Object.assign(copy, { ...shared, fields });
  touch(guest, copy, port);
  port.changed(guest, copy, 'updated');
}

/** A cancelled meeting stays in the guest's calendar, marked, until they remove it. */
function cancel(guest: Account, copy: StoredEvent, port: MailboxPort): void {
  if (copy.fields.isCancelled) return;
  const subject = `Canceled: ${copy.fields.subject}`;
  copy.fields = { ...copy.fields, subject, isCancelled: true, showAs: 'free' };
  touch(guest, copy, port);
  port.changed(guest, copy, 'updated');
}

/**
 * Carries what an organizer does to the guests who have a mailbox here: a new meeting appears tentative in their
 * default calendar, an update follows, a cancellation or being taken off the list marks their copy as cancelled.
 */
export function deliver(
  accounts: Account[],
  organizer: Account,
  meeting: StoredEvent,
  change: ChangeType,
  port: MailboxPort,
): void {
  // A move between the organizer's calendars is a deletion and a creation, but no news to guests.
  const stillThere = organizer.events.some((one) => one.key === meeting.key);
  if (!meeting.isOrganizer || (change === 'deleted' && stillThere)) return;
  const invited = change === 'deleted' ? new Set<string>() : addressesOf(meeting);
  for (const guest of accounts) {
    if (guest === organizer) continue;
    const copy = guest.events.find((one) => one.iCalUId === meeting.iCalUId && !one.isOrganizer);
    const known = meeting.deliveredTo.includes(guest.email);
    if (!invited.has(guest.email)) {
      if (copy) cancel(guest, copy, port);
      meeting.deliveredTo = meeting.deliveredTo.filter((email) => email !== guest.email);
    } else if (copy) update(guest, copy, meeting, port);
    else if (!known) {
      // Who was sent a copy and has none any more declined it or threw it away.
      meeting.deliveredTo.push(guest.email);
      invite(guest, meeting, port);
    }
  }
}
