import type { Recurrence } from './recurrence';
import type { LocalTime } from './zones';

export const SHOW_AS = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'] as const;
export const SENSITIVITY = ['normal', 'personal', 'private', 'confidential'] as const;
export const IMPORTANCE = ['low', 'normal', 'high'] as const;
export const RESPONSES = [
  'none',
  'organizer',
  'tentativelyAccepted',
  'accepted',
  'declined',
  'notResponded',
] as const;
export const ATTENDEE_TYPES = ['required', 'optional', 'resource'] as const;
type ResponseType = (typeof RESPONSES)[number];

interface EmailAddress {
  name: string;
  address: string;
}

/** time is ISO 8601; 0001-01-01T00:00:00Z means "never". */
export interface ResponseStatus {
  response: ResponseType;
  time: string;
}

export interface Attendee {
  type: (typeof ATTENDEE_TYPES)[number];
  status: ResponseStatus;
  emailAddress: EmailAddress;
}

/** location of Graph; what the client sent besides is kept. */
export interface Location {
  displayName: string;
  [property: string]: unknown;
}

/** What a person can change about one event or one occurrence. */
export interface EventFields {
  subject: string;
  body: { contentType: 'html' | 'text'; content: string };
  /** Local times in the zone that the writer named; all-day events hold midnights. */
  start: LocalTime;
  end: LocalTime;
  isAllDay: boolean;
  location: Location;
  locations: Location[];
  attendees: Attendee[];
  showAs: (typeof SHOW_AS)[number];
  sensitivity: (typeof SENSITIVITY)[number];
  importance: (typeof IMPORTANCE)[number];
  categories: string[];
  isReminderOn: boolean;
  reminderMinutesBeforeStart: number;
  isCancelled: boolean;
  isOnlineMeeting: boolean;
  onlineMeetingProvider: string;
  onlineMeeting: { joinUrl: string } | null;
  responseRequested: boolean;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
  responseStatus: ResponseStatus;
}

/** One occurrence that differs from its series. */
interface OccurrenceOverride {
  fields: Partial<EventFields>;
  changeKey: string;
  lastModifiedDateTime: string;
}

/** A single event or the master of a series, as the mailbox keeps it. */
export interface StoredEvent {
  /** Stable for the life of the item: the root of the immutable id. Grows with creation. */
  key: number;
  /** Changes when the item is moved to another calendar: the root of the mutable id. */
  placement: number;
  calendarId: string;
  fields: EventFields;
  organizer: { emailAddress: EmailAddress };
  isOrganizer: boolean;
  recurrence: Recurrence | null;
  /** By the day (`YYYY-MM-DD`) that the rule gives, even when the occurrence was moved elsewhere. */
  overrides: Record<string, OccurrenceOverride>;
  cancelledDates: string[];
  /** Guests with a mailbox here who were sent a copy of this meeting. */
  deliveredTo: string[];
  transactionId: string | null;
  iCalUId: string;
  /** What is shown as originalStartTimeZone when it is not simply the zone of `start`. */
  originalTimeZone?: string;
  changeKey: string;
  createdDateTime: string;
  lastModifiedDateTime: string;
}

export interface Calendar {
  id: string;
  name: string;
  color: string;
  isDefaultCalendar: boolean;
  changeKey: string;
}

/** The newest change of one item in one place. An item that moved has an entry for each place it was in. */
export interface Change {
  sequence: number;
  calendarId: string;
  key: number;
  /** As it was in this calendar: a removed item is named by its last mutable id. */
  placement: number;
}

export interface Account {
  /** oid: the object id in the directory. */
  id: string;
  tenantId: string;
  email: string;
  displayName: string;
  /** Windows zone name of the mailbox. */
  timeZone: string;
  calendars: Calendar[];
  events: StoredEvent[];
  /** One entry per item and placement, in order of the sequence. Removed items stay here. */
  changes: Change[];
  /** Counts every change; keys and placements are taken from it too. */
  sequence: number;
  /** Delta tokens of an older generation answer 410. */
  deltaGeneration: number;
  /** The error code of that 410: syncStateNotFound, or resyncRequired. */
  deltaGoneCode: string;
}
