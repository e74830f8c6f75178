import { Temporal } from 'temporal-polyfill';

/** Midnight of the day `now` falls on in `zone`, moved by `days`, as an instant. Exact on days of 23 or 25 hours. */
export function dayStart(zone: string, now: Date, days = 0): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  return new Date(local.startOfDay().add({ days }).epochMilliseconds);
}

/** The calendar date in `zone` at `now`, `YYYY-MM-DD`, moved by `days`. */
export function dateIn(zone: string, now: Date, days = 0): string {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  return local.toPlainDate().add({ days }).toString();
}

/** The same wall-clock time in `zone`, one step of `unit` later; the 31st becomes the last day of a shorter month. */
export function addToWallClock(zone: string, at: Date, step: Temporal.DurationLike): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return new Date(local.add(step).epochMilliseconds);
}

/** The instant at which clocks in `zone` show `minutes` after midnight of `date`; in the gap of spring, an hour later. */
export function instantOf(zone: string, date: string, minutes: number): Date {
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  return new Date(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds,
  );
}
