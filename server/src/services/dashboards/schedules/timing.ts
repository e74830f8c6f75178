import { Temporal } from 'temporal-polyfill';
import type { Frequency } from '@besahubs/contracts/schedules';

/** When a schedule runs; hour and minute are local time in the zone. */
export interface Rule {
  frequency: Frequency;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  /** In shorter months their last day. */
  dayOfMonth: number;
  hour: number;
  minute: number;
  timezone: string;
}

/** Every rule holds within a month; the time of day may have passed on the first such day. */
const DAYS_AHEAD = 62;

/**
 * The first run after `after`. A time that the clocks skip is an hour later that day; one that comes twice is the first of
 * the two, so that no day has two runs.
 */
export function nextRun(rule: Rule, after: Date): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime())
    .toZonedDateTimeISO(rule.timezone)
    .toPlainDate();
  for (let days = 0; days <= DAYS_AHEAD; days += 1) {
    const date = from.add({ days });
    if (!falls(rule, date)) continue;
    const at = date.toZonedDateTime({
      timeZone: rule.timezone,
      plainTime: { hour: rule.hour, minute: rule.minute },
    });
    if (at.epochMilliseconds > after.getTime()) return new Date(at.epochMilliseconds);
  }
  throw new Error('a schedule without a next run');
}

function falls({ frequency, weekday, dayOfMonth }: Rule, date: Temporal.PlainDate): boolean {
  switch (frequency) {
    case 'daily':
      return true;
    case 'weekdays':
      return date.dayOfWeek <= 5;
    case 'weekly':
      return date.dayOfWeek === weekday;
    case 'monthly':
      return date.day === Math.min(dayOfMonth, date.daysInMonth);
  }
}
