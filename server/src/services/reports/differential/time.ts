import { Temporal } from 'temporal-polyfill';
import { parsePreset } from '@besahubs/contracts/reportRanges';
import type { CalendarUnit } from '@besahubs/contracts/reportRanges';
import type { Granularity } from '@besahubs/contracts/reports';

/** When and where a question is asked, and where its weeks and fiscal years begin. */
export interface Clock {
  /** Epoch milliseconds. */
  now: number;
  zone: string;
  /** ISO weekday. */
  weekStart: number;
  fiscalStartMonth: number;
}
export type Grain = Exclude<Granularity, 'auto'>;
/** Half-open, in epoch milliseconds; of date columns in `YYYY-MM-DD`. Null is unbounded. */
export interface Span<T = number | string> {
  from: T | null;
  to: T | null;
}

const local = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
export const dateOf = (at: number, zone: string): string => local(at, zone).toPlainDate().toString();
export const dayStart = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** First date of the period that the date lies in. */
function floorDate(date: string, grain: Grain, clock: Clock): string {
  const day = Temporal.PlainDate.from(date);
  const first = day.with({ day: 1 });
  const fiscalMonths = (day.month - clock.fiscalStartMonth + 12) % 12;
  switch (grain) {
    case 'hour':
    case 'day':
      return date;
    case 'week':
      return day.subtract({ days: (day.dayOfWeek - clock.weekStart + 7) % 7 }).toString();
    case 'month':
      return first.toString();
    case 'quarter':
      return first.subtract({ months: (day.month - 1) % 3 }).toString();
    case 'year':
      return first.with({ month: 1 }).toString();
    case 'fiscal_quarter':
      return first.subtract({ months: fiscalMonths % 3 }).toString();
    case 'fiscal_year':
      return first.subtract({ months: fiscalMonths }).toString();
  }
}
const STEPS: Record<Exclude<Grain, 'hour'>, Temporal.DurationLike> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
  fiscal_quarter: { months: 3 },
  fiscal_year: { years: 1 },
};
const stepDate = (date: string, grain: Exclude<Grain, 'hour'>, times = 1): string => {
  let day = Temporal.PlainDate.from(date);
  for (let count = 0; count < Math.abs(times); count += 1)
    day = times < 0 ? day.subtract(STEPS[grain]) : day.add(STEPS[grain]);
  return day.toString();
};

/** An hour on the wall is the hour’s first moment at that offset: the hour that autumn repeats is two. */
function floorHour(at: number, zone: string): number {
  const wall = local(at, zone);
  const start = wall.subtract({
    minutes: wall.minute,
    seconds: wall.second,
    milliseconds: wall.millisecond,
  });
  if (start.offsetNanoseconds === wall.offsetNanoseconds) return start.epochMilliseconds;
  return (
    wall.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ??
    start.epochMilliseconds
  );
}

const known = new Map<string, string>();
/** The period’s key: its first date, or its first instant for hours. */
export function periodKey(value: number | string, grain: Grain, clock: Clock): string {
  if (typeof value === 'string') return floorDate(value, grain, clock);
  const name = `${value} ${grain} ${clock.zone} ${clock.weekStart} ${clock.fiscalStartMonth}`;
  const found = known.get(name) ?? instantKey(value, grain, clock);
  known.set(name, found);
  return found;
}
const instantKey = (at: number, grain: Grain, clock: Clock): string =>
  grain === 'hour'
    ? new Date(floorHour(at, clock.zone)).toISOString().replace('.000Z', 'Z')
    : floorDate(dateOf(at, clock.zone), grain, clock);

/** The keys of all periods from one value’s through another’s, in order; null when they are more than `most`. */
export function periodsThrough(
  first: number | string,
  last: number | string,
  grain: Grain,
  clock: Clock,
  most: number,
): string[] | null {
  const end = periodKey(last, grain, clock);
  const keys = [periodKey(first, grain, clock)];
  while ((keys.at(-1) as string) < end) {
    if (keys.length > most) return null;
    keys.push(nextKey(keys.at(-1) as string, grain, clock));
  }
  return keys.length > most ? null : keys;
}
function nextKey(key: string, grain: Grain, clock: Clock): string {
  if (grain !== 'hour') return stepDate(key, grain);
  const HALF = 1_800_000;
  const start = Date.parse(key);
  const half = periodKey(start + HALF, 'hour', clock);
  return half === key ? periodKey(start + 2 * HALF, 'hour', clock) : half;
}

/** Dates that a range’s name means today; `hours` counts from this very moment instead. */
export function presetDates(name: string, clock: Clock): Span<string> | { hours: number } {
  const preset = parsePreset(name);
  if (!preset) throw new Error(`no range ${name}`);
  const today = dateOf(clock.now, clock.zone);
  const tomorrow = addDays(today, 1);
  switch (preset.kind) {
    case 'all':
      return { from: null, to: null };
    case 'day':
      return { from: addDays(today, preset.shift), to: addDays(tomorrow, preset.shift) };
    case 'calendar': {
      const from = stepDate(floorDate(today, preset.unit, clock), preset.unit, preset.shift);
      return { from, to: stepDate(from, preset.unit) };
    }
    case 'toDate':
      return { from: floorDate(today, preset.unit, clock), to: tomorrow };
    case 'rolling': {
      if (preset.unit === 'hours') return { hours: preset.ahead ? preset.count : -preset.count };
      const length = {
        [preset.unit === 'quarters' ? 'months' : preset.unit]:
          preset.count * (preset.unit === 'quarters' ? 3 : 1),
      };
      if (preset.ahead) return { from: today, to: Temporal.PlainDate.from(today).add(length).toString() };
      return { from: Temporal.PlainDate.from(tomorrow).subtract(length).toString(), to: tomorrow };
    }
  }
}

/** Start of the unit that lies `times` of them after the one of `date`. */
export const unitStart = (date: string, unit: CalendarUnit, times: number, clock: Clock): string =>
  stepDate(floorDate(date, unit, clock), unit, times);
export const yearBefore = (date: string): string =>
  Temporal.PlainDate.from(date).subtract({ years: 1 }).toString();
export const yearBeforeAt = (at: number, zone: string): number =>
  local(at, zone).subtract({ years: 1 }).epochMilliseconds;
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
