import { badBody, invalidRequest, validationFailure } from '../graph/errors';
import {
  boolean,
  dateTimeTimeZone,
  integer,
  isRecord,
  list,
  member,
  record,
  string,
  type Json,
} from './read';
import {
  ATTENDEE_TYPES,
  IMPORTANCE,
  RESPONSES,
  SENSITIVITY,
  SHOW_AS,
  type Attendee,
  type EventFields,
  type Location,
  type ResponseStatus,
} from './types';
import { addDays, dateOf, daysBetween, toEpochMs } from './zones';

export const NEVER = '0001-01-01T00:00:00Z';
const MIDNIGHT = 'T00:00:00';

/** Accepted and ignored, as Graph does with read-only properties. */
const READ_ONLY = new Set([
  'id',
  'type',
  'webLink',
  'changeKey',
  'createdDateTime',
  'lastModifiedDateTime',
  'iCalUId',
  'uid',
  'seriesMasterId',
  'bodyPreview',
  'hasAttachments',
  'isDraft',
  'onlineMeeting',
  'onlineMeetingUrl',
  'originalStart',
  'originalStartTimeZone',
  'originalEndTimeZone',
  'organizer',
  'isOrganizer',
  'isCancelled',
  'responseStatus',
  'occurrenceId',
  'transactionId',
  'recurrence',
  'extensions',
  'singleValueExtendedProperties',
  'multiValueExtendedProperties',
]);

export function readResponseStatus(value: unknown): ResponseStatus {
  const { response, time } = record(value);
  return { response: member(response, RESPONSES), time: typeof time === 'string' ? time : NEVER };
}

function readAttendee(value: unknown): Attendee {
  const { emailAddress, type, status } = record(value);
  const { address, name } = record(emailAddress);
  const email = string(address);
  return {
    type: type === undefined || type === null ? 'required' : member(type, ATTENDEE_TYPES),
    status: isRecord(status) ? readResponseStatus(status) : { response: 'none', time: NEVER },
    emailAddress: { name: typeof name === 'string' && name ? name : email, address: email },
  };
}

function readLocation(value: unknown): Location {
  const raw = value === null ? {} : record(value);
  const displayName = typeof raw.displayName === 'string' ? raw.displayName : '';
  if (displayName === '')
    return { displayName, locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} };
  return { locationType: 'default', uniqueId: displayName, uniqueIdType: 'private', ...raw, displayName };
}

function readBody(value: unknown): EventFields['body'] {
  const { contentType, content } = record(value ?? {});
  return {
    contentType: contentType === undefined ? 'text' : member(contentType, ['html', 'text'] as const),
    content: typeof content === 'string' ? content : '',
  };
}

type Reader<K extends keyof EventFields> = (value: unknown) => EventFields[K];
type Readers = { [K in keyof EventFields]?: Reader<K> };

const READERS: Readers = {
  subject: (value) => (value === null ? '' : string(value)),
  body: readBody,
  start: dateTimeTimeZone,
  end: dateTimeTimeZone,
  isAllDay: boolean,
  location: readLocation,
  locations: (value) => list(value).map(readLocation),
  attendees: (value) => list(value ?? []).map(readAttendee),
  showAs: (value) => member(value, SHOW_AS),
  sensitivity: (value) => member(value, SENSITIVITY),
  importance: (value) => member(value, IMPORTANCE),
  categories: (value) => list(value ?? []).map(string),
  isReminderOn: boolean,
  reminderMinutesBeforeStart: integer,
  isOnlineMeeting: boolean,
  onlineMeetingProvider: string,
  responseRequested: boolean,
  allowNewTimeProposals: boolean,
  hideAttendees: boolean,
};

/** What a person may set besides, through Outlook or as another attendee: used by the control API. */
const USER_READERS: Readers = { isCancelled: boolean, responseStatus: readResponseStatus };

/** location and locations "always correspond with each other" (Graph docs, event resource). */
function pairLocations(fields: Partial<EventFields>): Partial<EventFields> {
  if (fields.location) return { ...fields, locations: fields.location.displayName ? [fields.location] : [] };
  if (!fields.locations) return fields;
  const displayName = fields.locations.map((one) => one.displayName).join('; ');
  return { ...fields, location: readLocation({ displayName }) };
}

/** The changeable fields in a request body. Unknown properties and wrong types throw GraphError 400. */
export function readFields(body: Json, asUser: boolean): Partial<EventFields> {
  const readers = asUser ? { ...READERS, ...USER_READERS } : READERS;
  const entries: [string, unknown][] = [];
  for (const [name, value] of Object.entries(body)) {
    const read = readers[name as keyof EventFields];
    if (read) entries.push([name, read(value)]);
    else if (!READ_ONLY.has(name) && !name.includes('@') && !(asUser && name === 'calendarId')) {
      throw badBody(
        `The property '${name}' does not exist on type 'microsoft.graph.event'. Make sure to only use property names that are defined by the type.`,
      );
    }
  }
  return pairLocations(Object.fromEntries(entries));
}

/** Outlook itself widens an all-day event to whole days; the API refuses instead (see checkTimes). */
export function widenAllDay(fields: EventFields): EventFields {
  if (!fields.isAllDay) return fields;
  const first = dateOf(fields.start.dateTime);
  const endsAtMidnight = fields.end.dateTime.endsWith(MIDNIGHT);
  const last = endsAtMidnight ? dateOf(fields.end.dateTime) : addDays(dateOf(fields.end.dateTime), 1);
  return {
    ...fields,
    start: { ...fields.start, dateTime: `${first}${MIDNIGHT}` },
    end: { ...fields.end, dateTime: `${last > first ? last : addDays(first, 1)}${MIDNIGHT}` },
  };
}

function checkAllDay({ start, end }: EventFields): void {
  for (const [name, side] of Object.entries({ Start: start, End: end })) {
    if (!side.dateTime.endsWith(MIDNIGHT)) {
      throw invalidRequest(`The Event.${name} property for an all-day event needs to be set to midnight.`);
    }
  }
  if (start.timeZone !== end.timeZone) {
    throw invalidRequest('The start and end of an all-day event must be in the same time zone.');
  }
  if (daysBetween(dateOf(start.dateTime), dateOf(end.dateTime)) < 1) {
    throw invalidRequest('The duration of an event marked as All day must be at least 24 hours.');
  }
}

/** Order of start and end, and the rules of all-day events. Throws GraphError 400. */
export function checkTimes(fields: EventFields): void {
  if (fields.isAllDay) return checkAllDay(fields);
  if (toEpochMs(fields.end) < toEpochMs(fields.start)) throw validationFailure();
}
