import { Temporal } from 'temporal-polyfill';
import { DATE, date, formatter } from './dates';
import { NONE } from './format';

/** Calendar days: date-only values, which never shift, and the days of instants in a zone. Needs Temporal. */
type Maybe<T> = T | null | undefined;

/** `2026-03-01` → “Mar 1, 2026”, in every zone. */
export function dateOnly(value: Maybe<string>): string {
  if (!value) return NONE;
  const day = Temporal.PlainDate.from(value.slice(0, 10));
  return formatter('day', { ...DATE, timeZone: 'UTC' }).format(Date.UTC(day.year, day.month - 1, day.day));
}

/** ISO 8601 with the zone's offset, for tooltips: `2026-03-01T14:30:00-06:00`. */
export const iso = (instant: Maybe<string>, zone: string): string =>
  instant
    ? Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toString({
        timeZoneName: 'never',
        smallestUnit: 'second',
      })
    : '';

const today = (zone: string, now: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();

/** Whole days from today in `zone` to a date-only value; negative when it is past. */
export function daysUntil(day: string, zone: string, now: number): number {
  return today(zone, now).until(Temporal.PlainDate.from(day.slice(0, 10)), { largestUnit: 'day' }).days;
}

/** The day of an instant as people say it: “Today”, “Tomorrow”, “Yesterday”, “Mon, Mar 2”, “Mar 2, 2025”. */
export function dayName(instant: string, zone: string, now: number): string {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate();
  const away = today(zone, now).until(day, { largestUnit: 'day' }).days;
  if (away === 0) return 'Today';
  if (away === 1) return 'Tomorrow';
  if (away === -1) return 'Yesterday';
  if (Math.abs(away) > 300) return date(instant, zone);
  return formatter(`name ${zone}`, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: zone,
  }).format(new Date(instant));
}

/** Instant → the value of a `datetime-local` input in `zone`: `2026-03-01T14:30`. */
export const toLocalInput = (instant: Maybe<string>, zone: string): string =>
  instant
    ? Temporal.Instant.from(instant)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
    : '';

/** For `max` of `datetime-local` inputs: without it their year takes six digits. */
export const LAST_LOCAL = '9999-12-31T23:59';
/** Is a date or a `datetime-local` value one of four digits in its year? All others are slips of the finger. */
export const hasPlainYear = (value: string): boolean => /^\d{4}-/.test(value);

/** The value of a `datetime-local` input, read in `zone`, as an instant in UTC; null when it is empty or far off. */
export function fromLocalInput(value: string, zone: string): string | null {
  if (!hasPlainYear(value)) return null;
  return Temporal.PlainDateTime.from(value).toZonedDateTime(zone).toInstant().toString();
}

/** The instant a day begins in `zone`, and the last millisecond of it: bounds for filters. */
export const dayStart = (day: string, zone: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();
export const dayEnd = (day: string, zone: string): string =>
  Temporal.PlainDate.from(day)
    .add({ days: 1 })
    .toZonedDateTime(zone)
    .toInstant()
    .subtract({ milliseconds: 1 })
    .toString();
/** The day of an instant in `zone` as `YYYY-MM-DD`. */
export const dayOf = (instant: string, zone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
