import { Temporal } from 'temporal-polyfill';
import type { Granularity } from '@besahubs/contracts/reports';
import { lengthOf } from '@besahubs/contracts/reportRanges';
import type { CalendarUnit } from '@besahubs/contracts/reportRanges';
import { createCache } from './cache';
import { unitStart } from './ranges';
import type { Clock } from './ranges';

export type Grain = Exclude<Granularity, 'auto'>;
type Week = Pick<Clock, 'zone' | 'weekStart' | 'fiscalStartMonth'>;

/** The periods of a grouping by date, in order, each by its beginning; together they cover the whole range. Shared: never changed. */
export interface Buckets {
  /** `YYYY-MM-DD` of the period's first day in the reader's zone; for hours the instant. */
  keys: string[];
  /** What `width_bucket` is given: dates, or the instants at which the periods begin. */
  starts: string[];
  /** Where the last one ends, as in `starts`. */
  end: string;
  labels: string[];
  grain: Grain;
}

const HOUR = 3_600_000;
const DAY_MS = 24 * HOUR;
/** Grain → up to how many milliseconds of range it is readable for. */
const AUTO: readonly [Grain, number][] = [
  ['hour', 2 * DAY_MS],
  ['day', 45 * DAY_MS],
  ['week', 190 * DAY_MS],
  ['month', 3 * 366 * DAY_MS],
  ['quarter', 12 * 366 * DAY_MS],
];

/** The grain for a range that did not say: some 7 to 48 points. Dates know no hours. */
export function autoGrain(from: string, to: string, type: 'date' | 'instant'): Grain {
  const length = Date.parse(to) - Date.parse(from);
  const fits = AUTO.find(([grain, most]) => length <= most && !(grain === 'hour' && type === 'date'));
  return fits?.[0] ?? 'year';
}

/** Everybody's “last twelve months” are the same for a day, and calendars are slow. Weighed in periods. */
const known = createCache<Buckets>({
  most: 20_000,
  weigh: (_name, { starts }) => starts.length,
  ttlMs: 3_600_000,
});

/** Buckets from the period that `from` lies in to the last one that begins before `to`; null when there are more than `most`. */
export function bucketsBetween(
  from: string,
  to: string,
  type: 'date' | 'instant',
  grain: Grain,
  week: Week,
  most: number,
): Buckets | null {
  const { zone, weekStart, fiscalStartMonth } = week;
  const name = JSON.stringify([from, to, type, grain, zone, weekStart, fiscalStartMonth, most]);
  const before = known.get(name, Date.now());
  if (before) return before;
  const buckets = computed(from, to, type, grain, week, most);
  if (buckets) known.set(name, buckets, Date.now());
  return buckets;
}

function computed(...[from, to, type, grain, week, most]: Parameters<typeof bucketsBetween>): Buckets | null {
  if (grain === 'hour') return hours(from, to, week.zone, most);
  const day = (text: string): Temporal.PlainDate =>
    type === 'date'
      ? Temporal.PlainDate.from(text)
      : Temporal.Instant.from(text).toZonedDateTimeISO(week.zone).toPlainDate();
  const begins = (date: Temporal.PlainDate): string =>
    type === 'date' ? date.toString() : date.toZonedDateTime(week.zone).toInstant().toString();
  const buckets: Buckets = { keys: [], starts: [], end: '', labels: [], grain };
  const first = grain === 'day' ? day(from) : unitStart(day(from), grain, week);
  for (let index = 0; ; index += 1) {
    const date = first.add(lengthOf(grain, index));
    const start = begins(date);
    if (index > 0 && !before(start, to, type)) return { ...buckets, end: start };
    if (index >= most) return null;
    buckets.keys.push(date.toString());
    buckets.starts.push(start);
    buckets.labels.push(labelOf(date, grain, week.fiscalStartMonth));
  }
}

const before = (a: string, b: string, type: 'date' | 'instant'): boolean =>
  type === 'date' ? a < b : Date.parse(a) < Date.parse(b);

/**
 * Hours of the wall clock, as they pass: the hour that autumn repeats is two buckets, and where clocks change by half an
 * hour, one of them is half as long.
 */
function hours(from: string, to: string, zone: string, most: number): Buckets | null {
  let at = Temporal.Instant.from(from)
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: 'hour', roundingMode: 'floor' });
  let change = at.getTimeZoneTransition('next');
  const end = Date.parse(to);
  const buckets: Buckets = { keys: [], starts: [], end: '', labels: [], grain: 'hour' };
  do {
    if (buckets.keys.length >= most) return null;
    const instant = at.toInstant().toString();
    buckets.keys.push(instant);
    buckets.starts.push(instant);
    buckets.labels.push(
      `${shortDate(at.toPlainDate(), false)}, ${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')} ${at.offset}`,
    );
    const next = at.add({ seconds: 3600 - 60 * at.minute - at.second });
    const changes = change !== null && change.epochMilliseconds <= next.epochMilliseconds;
    at = changes && change ? change : next;
    if (changes) change = at.getTimeZoneTransition('next');
  } while (at.epochMilliseconds < end);
  return { ...buckets, end: at.toInstant().toString() };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthName = (month: number): string => MONTHS[month - 1] ?? '';
export const shortDate = (date: Temporal.PlainDate, year = true): string =>
  `${monthName(date.month)} ${date.day}${year ? `, ${date.year}` : ''}`;

/** `Mar 3, 2026` for days and weeks, `Mar 2026`, `Q1 2026`, `2026`; fiscal years by the year they end in. */
function labelOf(date: Temporal.PlainDate, grain: CalendarUnit | 'day', fiscalStart: number): string {
  switch (grain) {
    case 'day':
    case 'week':
      return shortDate(date);
    case 'month':
      return `${monthName(date.month)} ${date.year}`;
    case 'quarter':
      return `Q${Math.ceil(date.month / 3)} ${date.year}`;
    case 'year':
      return String(date.year);
    case 'fiscal_quarter':
      return `Q${Math.floor(((date.month - fiscalStart + 12) % 12) / 3) + 1} FY${fiscalYear(date, fiscalStart)}`;
    case 'fiscal_year':
      return `FY${fiscalYear(date, fiscalStart)}`;
  }
}

const fiscalYear = (date: Temporal.PlainDate, start: number): number =>
  start > 1 && date.month >= start ? date.year + 1 : date.year;
