import { Temporal } from 'temporal-polyfill';
import { snapshotNow } from '../eventStore';
import type { Body } from '../fieldsInput';
import { isOrganizer } from '../guests';
import { toEpochMs } from '../time';
import { expandedViews, isSeries, type EventView } from '../views';
import type { Account, EventFields, ResponseStatus, StoredCalendar, StoredTime } from '../types';

const DAY_MS = 86_400_000;
const DAYS_BACK = 7;
const DAYS_AHEAD = 60;

export interface EventRow {
  id: string;
  calendarId: string;
  calendar: string;
  summary: string;
  when: string;
  location: string;
  repeats: boolean;
  answer: string;
}

/** `2027-03-15T09:00` in the zone: what a datetime-local input holds. */
const localInput = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

const longDay = (date: string) =>
  new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T12:00:00Z`));

const clockTime = (at: number, zone: string) =>
  new Intl.DateTimeFormat('en-US', {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(at);

const addDays = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString();

/** "Tue, Nov 24, 2026, 9:00 AM CST – 10:00 AM CST", or the days of an all-day event, the last one included. */
export function whenOf({ start, end }: EventFields, zone: string): string {
  if ('date' in start || 'date' in end) {
    const [first, last] = ['date' in start ? start.date : '', 'date' in end ? addDays(end.date, -1) : ''];
    return first === last ? `${longDay(first)}, all day` : `${longDay(first)} – ${longDay(last)}, all day`;
  }
  const day = localInput(start.at, zone).slice(0, 10);
  return `${longDay(day)}, ${clockTime(start.at, zone)} – ${clockTime(end.at, zone)}`;
}

const ANSWERS: Record<ResponseStatus, string> = {
  needsAction: 'invited',
  accepted: 'accepted',
  tentative: 'maybe',
  declined: 'declined',
};

function rowOf(view: EventView, calendar: StoredCalendar): EventRow {
  const { fields } = view;
  const self = fields.attendees?.find(({ email }) => email === calendar.id);
  return {
    id: view.id,
    calendarId: calendar.id,
    calendar: calendar.primary ? '' : calendar.summary,
    summary: fields.summary ?? '(No title)',
    when: whenOf(fields, calendar.timeZone),
    location: fields.location ?? '',
    repeats: Boolean(view.original),
    answer: self && !isOrganizer(view, calendar) ? ANSWERS[self.responseStatus] : '',
  };
}

/** Events of all the account's calendars from a week back to sixty days ahead, in order. */
export function upcomingRows(account: Account, now: number): EventRow[] {
  const span = { fromMs: now - DAYS_BACK * DAY_MS, toMs: now + DAYS_AHEAD * DAY_MS };
  const found = Object.values(account.calendars).flatMap((calendar) => {
    const snapshot = snapshotNow(calendar);
    const views = snapshot.roots().flatMap((root) => expandedViews(snapshot, root, span));
    return views.map((view) => ({ view, calendar, at: toEpochMs(view.fields.start, calendar.timeZone) }));
  });
  return found
    .filter(({ view }) => view.fields.status !== 'cancelled')
    .sort((a, b) => a.at - b.at)
    .map(({ view, calendar }) => rowOf(view, calendar));
}

export interface EventForm {
  summary: string;
  location: string;
  description: string;
  guests: string;
  allDay: boolean;
  start: string;
  end: string;
}

const inputOf = (time: StoredTime, zone: string, lastDay: boolean) =>
  'at' in time ? localInput(time.at, zone) : `${lastDay ? addDays(time.date, -1) : time.date}T00:00`;

/** What the edit form shows; times are local to the calendar, the end of whole days is inclusive as people say it. */
export function formOf(fields: EventFields, zone: string): EventForm {
  return {
    summary: fields.summary ?? '',
    location: fields.location ?? '',
    description: fields.description ?? '',
    guests: (fields.attendees ?? []).map(({ email }) => email).join(', '),
    allDay: 'date' in fields.start,
    start: inputOf(fields.start, zone, false),
    end: inputOf(fields.end, zone, true),
  };
}

/** Tomorrow from ten to eleven. */
export function emptyForm(now: number, zone: string): EventForm {
  const day = addDays(localInput(now, zone).slice(0, 10), 1);
  return {
    summary: '',
    location: '',
    description: '',
    guests: '',
    allDay: false,
    start: `${day}T10:00`,
    end: `${day}T11:00`,
  };
}

const text = (body: Body, name: string) => (typeof body[name] === 'string' ? body[name].trim() : '');

function timesOf(body: Body, timeZone: string): Body {
  const [start, end] = [text(body, 'start'), text(body, 'end')];
  if (body.allDay === undefined) {
    return { start: { dateTime: start, timeZone, date: null }, end: { dateTime: end, timeZone, date: null } };
  }
  const last = /^\d{4}-\d{2}-\d{2}/.test(end) ? addDays(end.slice(0, 10), 1) : '';
  const without = { dateTime: null, timeZone: null };
  return { start: { date: start.slice(0, 10), ...without }, end: { date: last, ...without } };
}

const RULES: Record<string, string> = {
  daily: 'RRULE:FREQ=DAILY',
  weekly: 'RRULE:FREQ=WEEKLY',
  monthly: 'RRULE:FREQ=MONTHLY',
};

/** The patch that a posted form stands for. Answers of guests who stay are kept. */
export function patchOfForm(body: Body, timeZone: string, current?: EventFields): Body {
  const guests = text(body, 'guests')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const known = new Map((current?.attendees ?? []).map((attendee) => [attendee.email, attendee]));
  const rule = RULES[text(body, 'repeat')];
  return {
    summary: text(body, 'summary') || null,
    location: text(body, 'location') || null,
    description: text(body, 'description') || null,
    attendees: guests.map((email) => known.get(email) ?? { email }),
    ...timesOf(body, timeZone),
    ...(rule ? { recurrence: [rule] } : {}),
  };
}

export const canEdit = (view: EventView, calendar: StoredCalendar) => isOrganizer(view, calendar);

export const seriesOf = (view: EventView) =>
  view.original && isSeries(view.root) ? view.root.id : undefined;
