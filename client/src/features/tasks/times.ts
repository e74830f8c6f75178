import { Temporal } from 'temporal-polyfill';

/** When a task is put off to: instants in UTC, reckoned in the user's zone. */
const MORNING = 9;
const CLOSE_OF_BUSINESS = 17;
const LATER_HOURS = 3;
const LAST_HOUR = 22;
const MONDAY = 1;

const local = (now: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
const at = (day: Temporal.ZonedDateTime, hour: number): Temporal.ZonedDateTime =>
  day.startOfDay().with({ hour });
const text = (moment: Temporal.ZonedDateTime): string => moment.toInstant().toString();

/** In three hours, on the full hour, but still today; null when today is as good as over. */
export function laterToday(now: number, zone: string): string | null {
  const here = local(now, zone);
  const hour = Math.min(here.hour + LATER_HOURS, LAST_HOUR);
  return hour > here.hour ? text(at(here, hour)) : null;
}

/** The close of today's business; after that, in an hour. */
export function today(now: number, zone: string): string {
  const here = local(now, zone);
  if (here.hour < CLOSE_OF_BUSINESS) return text(at(here, CLOSE_OF_BUSINESS));
  return text(here.add({ hours: 1 }).round({ smallestUnit: 'minute', roundingIncrement: 15 }));
}

/** Keeps the hour of a task that has one; else nine in the morning. */
function onDay(day: Temporal.ZonedDateTime, dueAt: string | null, zone: string): string {
  if (!dueAt) return text(at(day, MORNING));
  const { hour, minute } = Temporal.Instant.from(dueAt).toZonedDateTimeISO(zone);
  return text(day.startOfDay().with({ hour, minute }));
}

export const tomorrow = (now: number, zone: string, dueAt: string | null = null): string =>
  onDay(local(now, zone).add({ days: 1 }), dueAt, zone);

/** Next Monday. */
export function nextWeek(now: number, zone: string, dueAt: string | null = null): string {
  const here = local(now, zone);
  const days = (MONDAY - here.dayOfWeek + 7) % 7 || 7;
  return onDay(here.add({ days }), dueAt, zone);
}
