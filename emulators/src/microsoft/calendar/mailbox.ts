import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { conflict, GraphError, invalidRequest, itemNotFound, validationFailure } from '../graph/errors';
import { eventId } from './ids';
import { neighbours } from './recurrence';
import { isRecord, string, type Json } from './read';
import { checkTimes, NEVER, readFields, widenAllDay } from './readEvent';
import { readRecurrence } from './readRecurrence';
import type { Account, EventFields, StoredEvent } from './types';
import { occurrenceOn, type EventView } from './instances';
import { dateOf } from './zones';

export type ChangeType = 'created' | 'updated' | 'deleted';

/** What a mailbox needs from outside: the time, the address of meetings, and someone to tell. */
export interface MailboxPort {
  now(): Date;
  /** Where a made-up online meeting can be joined. */
  joinUrl(meetingId: string): string;
  /** Called once per change, after it is in the mailbox. */
  changed(account: Account, event: StoredEvent, change: ChangeType): void;
}

/** asUser: what a person does in Outlook, which widens all-day times and may set answers and cancellations. */
export interface WriteOptions {
  asUser?: boolean;
}

const DEFAULTS: Omit<EventFields, 'start' | 'end'> = {
  subject: '',
  body: { contentType: 'html', content: '' },
  isAllDay: false,
  location: {
    displayName: '',
    locationType: 'default',
    uniqueIdType: 'unknown',
    address: {},
    coordinates: {},
  },
  locations: [],
  attendees: [],
  showAs: 'busy',
  sensitivity: 'normal',
  importance: 'normal',
  categories: [],
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  isCancelled: false,
  isOnlineMeeting: false,
  onlineMeetingProvider: 'unknown',
  onlineMeeting: null,
  responseRequested: true,
  allowNewTimeProposals: true,
  hideAttendees: false,
  responseStatus: { response: 'none', time: NEVER },
};

/** The next number of a mailbox: for changes, keys and placements. */
export const nextSequence = (account: Account): number => (account.sequence += 1);

/** Base64 like Exchange's, and different after every change. */
const changeKeyFor = (account: Account, sequence: number): string =>
  createHash('sha256').update(`${account.id}/${sequence}`).digest('base64').slice(0, 24);

function log(
  account: Account,
  item: Pick<StoredEvent, 'key' | 'placement'>,
  calendarId: string,
  sequence: number,
): void {
  account.changes = account.changes.filter((one) => one.placement !== item.placement);
  account.changes.push({ sequence, calendarId, key: item.key, placement: item.placement });
}

/** Gives an item its next version and puts it into the log of changes. */
export function touch(account: Account, event: StoredEvent, port: MailboxPort): void {
  const sequence = nextSequence(account);
  event.changeKey = changeKeyFor(account, sequence);
  event.lastModifiedDateTime = port.now().toISOString();
  log(account, event, event.calendarId, sequence);
}

const uidFor = (account: Account, key: number): string =>
  `040000008200E00074C5B7101A82E008${createHash('sha256').update(`${account.id}/${key}`).digest('hex').toUpperCase().slice(0, 80)}`;

/** Teams details appear when a meeting is made an online one, and go when it is unmade. */
function withMeeting(fields: EventFields, port: MailboxPort, seed: string): EventFields {
  if (!fields.isOnlineMeeting) return { ...fields, onlineMeeting: null, onlineMeetingProvider: 'unknown' };
  if (fields.onlineMeeting) return fields;
  const meetingId = createHash('sha256').update(seed).digest('hex').slice(0, 32);
  const provider =
    fields.onlineMeetingProvider === 'unknown' ? 'teamsForBusiness' : fields.onlineMeetingProvider;
  return { ...fields, onlineMeetingProvider: provider, onlineMeeting: { joinUrl: port.joinUrl(meetingId) } };
}

function settle(fields: EventFields, asUser: boolean | undefined): EventFields {
  const settled = asUser ? widenAllDay(fields) : fields;
  checkTimes(settled);
  return settled;
}

/** Someone else's meeting, for the control API: `organizer` names another address. */
function organizerOf(account: Account, body: Json, asUser: boolean | undefined) {
  const self = { emailAddress: { name: account.displayName, address: account.email } };
  if (!asUser || !isRecord(body.organizer) || !isRecord(body.organizer.emailAddress)) return self;
  const { name, address } = body.organizer.emailAddress;
  const email = string(address);
  return { emailAddress: { address: email, name: typeof name === 'string' ? name : email } };
}

/** Creates an item from a Graph event body. Throws GraphError 400. The first event of a transactionId wins: see callers. */
export function createEvent(
  account: Account,
  calendarId: string,
  body: Json,
  port: MailboxPort,
  { asUser }: WriteOptions = {},
): StoredEvent {
  const given = readFields(body, asUser ?? false);
  if (!given.start || !given.end) throw validationFailure();
  const organizer = organizerOf(account, body, asUser);
  const isOrganizer = organizer.emailAddress.address.toLowerCase() === account.email;
  const answer = isOrganizer ? 'organizer' : 'notResponded';
  const key = nextSequence(account);
  const draft: EventFields = {
    ...DEFAULTS,
    responseStatus: { response: answer, time: NEVER },
    ...given,
    start: given.start,
    end: given.end,
  };
  const now = port.now().toISOString();
  const event: StoredEvent = {
    key,
    placement: key,
    calendarId,
    fields: withMeeting(settle(draft, asUser), port, `${account.id}/${key}`),
    organizer,
    isOrganizer,
    recurrence: body.recurrence ? readRecurrence(body.recurrence, draft.start) : null,
    overrides: {},
    cancelledDates: [],
    deliveredTo: [],
    transactionId: typeof body.transactionId === 'string' ? body.transactionId : null,
    iCalUId: asUser && typeof body.iCalUId === 'string' ? body.iCalUId : uidFor(account, key),
    changeKey: '',
    createdDateTime: now,
    lastModifiedDateTime: now,
  };
  if (asUser && typeof body.originalStartTimeZone === 'string')
    event.originalTimeZone = body.originalStartTimeZone;
  account.events.push(event);
  touch(account, event, port);
  port.changed(account, event, 'created');
  return event;
}

/** Throws 412 when the client's version is not the current one. `*` and no header match everything. */
export function checkIfMatch(ifMatch: string | undefined, changeKey: string): void {
  if (!ifMatch || ifMatch === '*') return;
  const given = ifMatch.replace(/^W\//, '').replace(/^"|"$/g, '');
  if (given !== changeKey) throw conflict();
}

function patchedRecurrence(event: StoredEvent, body: Json, fields: EventFields): StoredEvent['recurrence'] {
  if (body.recurrence === null) return null;
  if (body.recurrence !== undefined) return readRecurrence(body.recurrence, fields.start);
  if (!event.recurrence) return null;
  // A series whose first start is moved begins on its new day.
  const { pattern, range } = event.recurrence;
  return { pattern, range: { ...range, startDate: dateOf(fields.start.dateTime) } };
}

/** Changes an item. A series that gets another rule or time loses its exceptions, as in Exchange. */
export function patchEvent(
  account: Account,
  event: StoredEvent,
  body: Json,
  port: MailboxPort,
  { asUser }: WriteOptions = {},
): void {
  const given = readFields(body, asUser ?? false);
  const fields = withMeeting(
    settle({ ...event.fields, ...given }, asUser),
    port,
    `${account.id}/${event.key}`,
  );
  const recurrence = patchedRecurrence(event, body, fields);
  const moved = !isDeepStrictEqual([fields.start, fields.end], [event.fields.start, event.fields.end]);
  if (moved || !isDeepStrictEqual(recurrence, event.recurrence)) {
    event.overrides = {};
    event.cancelledDates = [];
    delete event.originalTimeZone;
  }
  event.fields = fields;
  event.recurrence = recurrence;
  touch(account, event, port);
  const target = asUser && typeof body.calendarId === 'string' ? body.calendarId : event.calendarId;
  if (target !== event.calendarId) moveEvent(account, event, target, port);
  else port.changed(account, event, 'updated');
}

/** "An occurrence cannot be moved to or before the day of the previous occurrence" (Graph docs, event-update). */
function checkNeighbours(event: StoredEvent, date: string, fields: EventFields): void {
  if (!event.recurrence) return;
  const day = dateOf(fields.start.dateTime);
  const { before, after } = neighbours(event.recurrence, date);
  if ((before !== null && day <= before) || (after !== null && day >= after)) {
    throw new GraphError(
      400,
      'ErrorOccurrenceCrossingBoundary',
      'Modified occurrence is crossing or overlapping adjacent occurrence.',
    );
  }
}

/** Turns one occurrence into an exception, or changes an exception. */
export function patchOccurrence(
  account: Account,
  event: StoredEvent,
  date: string,
  body: Json,
  port: MailboxPort,
  { asUser }: WriteOptions = {},
): void {
  const current = occurrenceOn(event, date);
  if (!current) throw itemNotFound();
  if (body.recurrence) throw invalidRequest('Recurrence cannot be set on an occurrence of a series.');
  const given = readFields(body, asUser ?? false);
  const fields = withMeeting(
    settle({ ...current.fields, ...given }, asUser),
    port,
    `${account.id}/${event.key}/${date}`,
  );
  checkNeighbours(event, date, fields);
  const changed = Object.keys(given) as (keyof EventFields)[];
  const own = Object.fromEntries(
    [...changed, 'start' as const, 'end' as const].map((name) => [name, fields[name]]),
  );
  touch(account, event, port);
  event.overrides[date] = {
    fields: { ...event.overrides[date]?.fields, ...own },
    changeKey: event.changeKey,
    lastModifiedDateTime: event.lastModifiedDateTime,
  };
  port.changed(account, event, 'updated');
}

/** Deletes an item, or takes one occurrence out of its series. */
export function deleteEvent(
  account: Account,
  event: StoredEvent,
  date: string | null,
  port: MailboxPort,
): void {
  if (date !== null) {
    if (!occurrenceOn(event, date)) throw itemNotFound();
    event.cancelledDates.push(date);
    delete event.overrides[date];
    touch(account, event, port);
    port.changed(account, event, 'updated');
    return;
  }
  touch(account, event, port);
  account.events = account.events.filter((one) => one !== event);
  port.changed(account, event, 'deleted');
}

/** Puts an item into another calendar of the mailbox: its mutable id changes, its immutable id does not. */
export function moveEvent(account: Account, event: StoredEvent, calendarId: string, port: MailboxPort): void {
  if (!account.calendars.some((one) => one.id === calendarId)) throw itemNotFound();
  if (event.calendarId === calendarId) return;
  touch(account, event, port);
  port.changed(account, { ...event }, 'deleted');
  event.calendarId = calendarId;
  event.placement = nextSequence(account);
  log(account, event, calendarId, nextSequence(account));
  port.changed(account, event, 'created');
}

/** The id in the form the caller asked for. */
export const idOf = (
  account: Account,
  { event, date }: Pick<EventView, 'event' | 'date'>,
  immutable: boolean,
): string => eventId(account, event, date, immutable);
