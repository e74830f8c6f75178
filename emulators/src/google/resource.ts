import { renderTime, type EventDateTime } from './time';
import type { EventView } from './views';
import type { Attendee, EventFields, Person, StoredCalendar } from './types';

interface AttendeeResource extends Attendee {
  self?: boolean;
  organizer?: boolean;
}

interface PersonResource extends Person {
  self?: boolean;
}

/** `Events` resource of Calendar v3: the writable part. */
export interface FieldsResource extends Omit<EventFields, 'start' | 'end' | 'attendees'> {
  start: EventDateTime;
  end: EventDateTime;
  attendees?: AttendeeResource[];
}

/** `Events` resource of Calendar v3. A deletion in a list has little more than id and status. */
export interface EventResource extends Partial<FieldsResource> {
  kind: 'calendar#event';
  etag: string;
  id: string;
  status: EventFields['status'];
  htmlLink?: string;
  created?: string;
  updated?: string;
  creator?: PersonResource;
  organizer?: PersonResource;
  iCalUID?: string;
  sequence?: number;
  hangoutLink?: string;
  recurringEventId?: string;
  originalStartTime?: EventDateTime;
  attendeesOmitted?: boolean;
}

export interface RenderOptions {
  calendar: StoredCalendar;
  /** Base URL of the emulator, for htmlLink. */
  baseUrl: string;
  /** Zone of the offsets; the calendar's own by default. */
  timeZone?: string | undefined;
  maxAttendees?: number | undefined;
}

/** Google's etags are quoted numbers that grow with each change. */
export const etagOf = (rev: number) => `"${(3_400_000_000_000_000 + rev * 2).toString()}"`;

export const iso = (ms: number) => new Date(ms).toISOString();

/** The writable fields on the wire, as PATCH merges into them. */
export function fieldsResource(fields: EventFields, zone: string): FieldsResource {
  const { start, end, ...rest } = fields;
  return { ...rest, start: renderTime(start, zone), end: renderTime(end, zone) };
}

const person = (who: Person, calendarId: string): PersonResource => ({
  ...who,
  ...(who.email === calendarId ? { self: true } : {}),
});

function attendeesOf(view: EventView, options: RenderOptions): Partial<EventResource> {
  const { attendees } = view.fields;
  if (!attendees?.length) return {};
  const self = options.calendar.id;
  const all = attendees.map((attendee) => ({
    ...attendee,
    ...(attendee.email === view.root.organizer.email ? { organizer: true } : {}),
    ...(attendee.email === self ? { self: true } : {}),
  }));
  if (!options.maxAttendees || all.length <= options.maxAttendees) return { attendees: all };
  return { attendees: all.filter((attendee) => attendee.email === self), attendeesOmitted: true };
}

function recurrencePart(view: EventView, zone: string): Partial<EventResource> {
  if (!view.original) return {};
  return { recurringEventId: view.root.id, originalStartTime: renderTime(view.original, zone) };
}

/** Defaults that Google leaves out. */
function withoutDefaults(fields: FieldsResource): Partial<FieldsResource> {
  const { transparency, visibility, attendees: _attendees, ...rest } = fields;
  return {
    ...rest,
    ...(transparency === 'transparent' ? { transparency } : {}),
    ...(visibility && visibility !== 'default' ? { visibility } : {}),
  };
}

/** The whole resource, as insert, get and list give it. */
export function renderEvent(view: EventView, options: RenderOptions): EventResource {
  const { calendar, baseUrl } = options;
  const zone = options.timeZone ?? calendar.timeZone;
  const { root, exception, fields } = view;
  const eid = Buffer.from(`${view.id} ${calendar.id}`).toString('base64url');
  const meet = fields.conferenceData?.entryPoints.find((entry) => entry.entryPointType === 'video');
  return {
    kind: 'calendar#event',
    etag: etagOf(view.rev),
    id: view.id,
    ...withoutDefaults(fieldsResource(fields, zone)),
    status: fields.status,
    htmlLink: `${baseUrl}/calendar/event?eid=${eid}`,
    created: iso(exception?.created ?? root.created),
    updated: iso(Math.max(root.updated, exception?.updated ?? 0)),
    creator: person(root.creator, calendar.id),
    organizer: person(root.organizer, calendar.id),
    iCalUID: root.iCalUID,
    sequence: Math.max(root.sequence, exception?.sequence ?? 0),
    ...recurrencePart(view, zone),
    ...attendeesOf(view, options),
    ...(meet ? { hangoutLink: meet.uri } : {}),
  };
}

/** A deletion as lists tell it: only what Google guarantees, so that nobody comes to rely on more. */
function renderTombstone(view: EventView, options: RenderOptions): EventResource {
  const zone = options.timeZone ?? options.calendar.timeZone;
  const etag = etagOf(view.rev);
  return { kind: 'calendar#event', etag, id: view.id, status: 'cancelled', ...recurrencePart(view, zone) };
}

export const renderForList = (view: EventView, options: RenderOptions): EventResource =>
  view.fields.status === 'cancelled' ? renderTombstone(view, options) : renderEvent(view, options);
