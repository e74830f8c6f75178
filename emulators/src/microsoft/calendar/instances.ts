import { occurrenceDates } from './recurrence';
import type { EventFields, StoredEvent } from './types';
import { addDays, dateOf, daysBetween, onDay, toEpochMs, toLocal } from './zones';

/** Epoch milliseconds, half open. */
export interface Window {
  start: number;
  end: number;
}

type EventType = 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';

/** An item or one occurrence, with everything resolved that its representation needs. */
export interface EventView {
  event: StoredEvent;
  /** The rule's day of an occurrence; null for the item itself. */
  date: string | null;
  type: EventType;
  fields: EventFields;
  changeKey: string;
  lastModifiedDateTime: string;
  startMs: number;
  endMs: number;
}

/** All-day events have no zone at Outlook's API: they are midnights labelled UTC whatever zone made them. */
function instant(fields: EventFields, side: 'start' | 'end'): number {
  const { dateTime, timeZone } = fields[side];
  return toEpochMs({ dateTime, timeZone: fields.isAllDay ? 'UTC' : timeZone });
}

function view(event: StoredEvent, date: string | null, type: EventType, fields: EventFields): EventView {
  const own = date === null ? undefined : event.overrides[date];
  return {
    event,
    date,
    type,
    fields,
    changeKey: own?.changeKey ?? event.changeKey,
    lastModifiedDateTime: own?.lastModifiedDateTime ?? event.lastModifiedDateTime,
    startMs: instant(fields, 'start'),
    endMs: instant(fields, 'end'),
  };
}

/** The item itself: a single event, or the master with the times of its first occurrence. */
export function itemView(event: StoredEvent): EventView {
  return view(event, null, event.recurrence ? 'seriesMaster' : 'singleInstance', event.fields);
}

function occurrenceView(event: StoredEvent, date: string): EventView {
  const { start, end } = event.fields;
  const shift = daysBetween(dateOf(start.dateTime), date);
  const fields: EventFields = {
    ...event.fields,
    start: { ...start, dateTime: onDay(start.dateTime, shift) },
    end: { ...end, dateTime: onDay(end.dateTime, shift) },
    ...event.overrides[date]?.fields,
  };
  return view(event, date, event.overrides[date] ? 'exception' : 'occurrence', fields);
}

/** One occurrence by the rule's day; undefined when the series has none that day. */
export function occurrenceOn(event: StoredEvent, date: string): EventView | undefined {
  if (!event.recurrence || event.cancelledDates.includes(date)) return undefined;
  if (occurrenceDates(event.recurrence, date, date).length === 0) return undefined;
  return occurrenceView(event, date);
}

const overlaps = ({ startMs, endMs }: EventView, { start, end }: Window): boolean =>
  startMs < end && (endMs > start || (startMs === endMs && startMs >= start));

/** Days on which an occurrence can start and still touch the window, with a margin for zones. */
function reach(event: StoredEvent, window: Window): { from: string; to: string } {
  const { start, end } = event.fields;
  const span = daysBetween(dateOf(start.dateTime), dateOf(end.dateTime));
  return {
    from: addDays(dateOf(toLocal(window.start, 'UTC')), -span - 2),
    to: addDays(dateOf(toLocal(window.end, 'UTC')), 2),
  };
}

/** What calendarView shows of an item: the single event, or the occurrences and exceptions in the window. */
export function viewsIn(event: StoredEvent, window: Window): EventView[] {
  if (!event.recurrence) return [itemView(event)].filter((one) => overlaps(one, window));
  const { from, to } = reach(event, window);
  const dates = new Set(occurrenceDates(event.recurrence, from, to));
  // An occurrence that was moved may lie far from the rule's day.
  for (const date of Object.keys(event.overrides)) dates.add(date);
  return [...dates]
    .filter((date) => !event.cancelledDates.includes(date))
    .sort()
    .map((date) => occurrenceView(event, date))
    .filter((one) => overlaps(one, window));
}

/** calendarView of one calendar, or of a whole list of items: by start, then by creation. */
export function calendarView(events: StoredEvent[], window: Window): EventView[] {
  return events
    .flatMap((event) => viewsIn(event, window))
    .sort((a, b) => a.startMs - b.startMs || a.event.key - b.event.key);
}
