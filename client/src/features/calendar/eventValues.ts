import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { attendee } from '@besahubs/contracts/calendar';
import type { CalendarEvent, EventInput, EventPatch } from '@besahubs/contracts/calendar';
import { dateOnly, longText, text, timeZone, uuid } from '@besahubs/contracts/common';
import { dayOf, fromLocalInput, hasPlainYear, toLocalInput } from '../../components/days';

/**
 * What the form holds. Its names are those of the wire, so that the server's findings meet their fields, but times are
 * as people type them: `start` and `end` are wall clock in `timezone` (`2026-11-24T09:00`), `endDate` is the last day.
 */
export interface EventValues {
  accountId: string | null;
  title: string | null;
  isAllDay: boolean;
  start: string | null;
  end: string | null;
  startDate: string | null;
  endDate: string | null;
  timezone: string;
  location: string | null;
  attendees: { email: string; name: string | null }[];
  description: string | null;
  contactId: string | null;
  conference: boolean;
}

const fields = z.object({
  accountId: uuid,
  title: text(300),
  isAllDay: z.boolean(),
  start: z.string().nullable(),
  end: z.string().nullable(),
  startDate: dateOnly.nullable(),
  endDate: dateOnly.nullable(),
  timezone: timeZone,
  location: text(500).nullable(),
  attendees: z.array(attendee).max(100),
  description: longText(8000).nullable(),
  contactId: uuid.nullable(),
  conference: z.boolean(),
});

export const eventForm = fields.superRefine((values, check) => {
  const [from, to] = values.isAllDay ? (['startDate', 'endDate'] as const) : (['start', 'end'] as const);
  const [first, last] = [values[from], values[to]];
  for (const path of [from, to])
    if (!values[path]) check.addIssue({ code: 'custom', path: [path], message: 'Required' });
  if (!first || !last) return;
  // Wall clocks of one zone and dates compare as text; an all-day event may end on the day it begins.
  const backwards = values.isAllDay ? last < first : last <= first;
  if (backwards) check.addIssue({ code: 'custom', path: [to], message: 'Must be after the start' });
});

const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();
const HALF_HOUR = 30 * 60_000;
const HOUR = 2 * HALF_HOUR;

/** What a new event starts with: instants, or dates with an exclusive end. */
export interface NewEvent {
  accountId: string | null;
  zone: string;
  now: number;
  start?: string;
  end?: string;
  isAllDay?: boolean;
  startDate?: string;
  endDate?: string;
  contactId?: string;
  attendees?: EventValues['attendees'];
}
/** The next half hour, for an hour, unless it was said otherwise. */
export function newValues({ accountId, zone, now, ...given }: NewEvent): EventValues {
  const startsAt = given.start ?? new Date(Math.ceil(now / HALF_HOUR) * HALF_HOUR).toISOString();
  const endsAt = given.end ?? new Date(Date.parse(startsAt) + HOUR).toISOString();
  const startDate = given.startDate ?? dayOf(startsAt, zone);
  return {
    accountId,
    title: null,
    isAllDay: given.isAllDay ?? false,
    start: toLocalInput(startsAt, zone),
    end: toLocalInput(endsAt, zone),
    startDate,
    endDate: given.endDate ? addDays(given.endDate, -1) : startDate,
    timezone: zone,
    location: null,
    attendees: given.attendees ?? [],
    description: null,
    contactId: given.contactId ?? null,
    conference: false,
  };
}

/** An event as the form shows it; opened and saved unchanged, nothing is sent. */
export function valuesOf(event: CalendarEvent, zone: string): EventValues {
  const timezone = event.timezone ?? zone;
  const startDate = event.startDate ?? dayOf(event.start, timezone);
  return {
    accountId: event.accountId,
    title: event.title,
    isAllDay: event.isAllDay,
    start: event.isAllDay ? `${startDate}T09:00` : toLocalInput(event.start, timezone),
    end: event.isAllDay ? `${startDate}T10:00` : toLocalInput(event.end, timezone),
    startDate,
    endDate: event.endDate ? addDays(event.endDate, -1) : startDate,
    timezone,
    location: event.location,
    attendees: event.attendees
      .filter((each) => !each.organizer)
      .map(({ email, name }) => ({ email: email.toLowerCase(), name })),
    description: event.description,
    contactId: event.contact?.id ?? null,
    conference: event.conferenceUrl !== null,
  };
}

type Times = Pick<EventInput, 'isAllDay' | 'start' | 'end' | 'startDate' | 'endDate' | 'timezone'>;
function times(values: EventValues): Times {
  const { timezone, startDate, endDate, start, end } = values;
  if (values.isAllDay && startDate && endDate)
    return { isAllDay: true, startDate, endDate: addDays(endDate, 1), timezone };
  return {
    isAllDay: false,
    start: fromLocalInput(start ?? '', timezone) ?? undefined,
    end: fromLocalInput(end ?? '', timezone) ?? undefined,
    timezone,
  };
}

export function toInput(values: EventValues): EventInput {
  const { accountId, title, location, attendees, description, contactId, conference } = values;
  return {
    accountId: accountId ?? '',
    title: title ?? '',
    ...times(values),
    location,
    attendees,
    description,
    contactId,
    conference,
  };
}

const TIME_FIELDS = ['isAllDay', 'start', 'end', 'startDate', 'endDate', 'timezone'];
const PLAIN_FIELDS = ['title', 'location', 'attendees', 'description', 'contactId'] as const;
/** Only what was changed; of times all, because one without the others says nothing. */
export function toPatch(values: EventValues, changed: readonly string[], etag: string | null): EventPatch {
  const plain = PLAIN_FIELDS.filter((field) => changed.includes(field)).map(
    (field) => [field, values[field]] as const,
  );
  return {
    ...Object.fromEntries(plain),
    ...(changed.some((field) => TIME_FIELDS.includes(field)) && times(values)),
    ...(etag !== null && { etag }),
  };
}

/** The end that keeps the length when the start moves; `step` tells wall clocks from dates. */
export function movedEnd(before: string | null, after: string | null, end: string | null): string | null {
  if (!before || !after || !end || ![before, after, end].every(hasPlainYear)) return end;
  if (!before.includes('T')) {
    const length = Temporal.PlainDate.from(before).until(end, { largestUnit: 'day' });
    return Temporal.PlainDate.from(after).add(length).toString();
  }
  const length = Temporal.PlainDateTime.from(before).until(end, { largestUnit: 'hour' });
  return Temporal.PlainDateTime.from(after).add(length).toString({ smallestUnit: 'minute' });
}
