import { parsePreset } from '@besahubs/contracts/reportRanges';
import type { ReportQuery } from '@besahubs/contracts/reports';
import {
  addDays,
  dateOf,
  dayStart,
  daysBetween,
  presetDates,
  unitStart,
  yearBefore,
  yearBeforeAt,
} from './time';
import type { Clock, Span } from './time';

type DateRange = NonNullable<ReportQuery['dateRange']>;
type Mode = NonNullable<ReportQuery['compare']>['mode'];
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** Dates as they are for date columns; for instants the midnights they begin with, in the reader’s zone. */
function asSpan(dates: Span<string>, instants: boolean, zone: string): Span {
  const bound = (date: string | null) => (date === null || !instants ? date : dayStart(date, zone));
  return { from: bound(dates.from), to: bound(dates.to) };
}

/** The hours from the end of the running minute; a date column takes every day they touch. */
function hoursSpan(hours: number, instants: boolean, { now: moment, zone }: Clock): Span {
  const now = Math.ceil(moment / 60_000) * 60_000;
  const [from, to] = [now, now + hours * 3_600_000].sort((a, b) => a - b) as [number, number];
  return instants ? { from, to } : { from: dateOf(from, zone), to: addDays(dateOf(to, zone), 1) };
}

export function presetSpan(name: string, instants: boolean, clock: Clock): Span {
  const dates = presetDates(name, clock);
  return 'hours' in dates ? hoursSpan(dates.hours, instants, clock) : asSpan(dates, instants, clock.zone);
}

/** A `to` that is a date is in the range; one that is an instant is not. */
export function rangeSpan(range: DateRange, instants: boolean, clock: Clock): Span {
  if ('preset' in range) return presetSpan(range.preset, instants, clock);
  const { from, to } = range;
  const bound = (text: string | undefined, days: number) => {
    if (text === undefined) return null;
    if (!isDate(text)) return Date.parse(text);
    const date = addDays(text, days);
    return instants ? dayStart(date, clock.zone) : date;
  };
  return { from: bound(from, 0), to: bound(to, 1) };
}

const within = (span: Span, value: number | string | null): boolean =>
  (span.from === null && span.to === null) ||
  (value !== null && (span.from === null || value >= span.from) && (span.to === null || value < span.to));
export { within };

/** What a range is compared with. */
export function compareSpan(range: DateRange, mode: Mode, instants: boolean, clock: Clock): Span {
  const { from, to } = rangeSpan(range, instants, clock);
  if (from === null || to === null) throw new Error('an open range has no period before it');
  if (mode === 'previous_year') return { from: lastYear(from, clock), to: lastYear(to, clock) };
  const unitBefore = 'preset' in range && previousUnit(range.preset, mode, clock);
  if (unitBefore) return asSpan(unitBefore, instants, clock.zone);
  return { from: stretchBefore(from, to, clock), to: from };
}
const lastYear = (bound: number | string, { zone }: Clock) =>
  typeof bound === 'string' ? yearBefore(bound) : yearBeforeAt(bound, zone);

/** The calendar unit before: whole, or as many of its days as have come of today’s, all of them on the last one. */
function previousUnit(name: string, mode: Mode, clock: Clock): Span<string> | null {
  const preset = parsePreset(name);
  if (preset?.kind !== 'calendar' && preset?.kind !== 'toDate') return null;
  const today = dateOf(clock.now, clock.zone);
  const shift = preset.kind === 'calendar' ? preset.shift : 0;
  const from = unitStart(today, preset.unit, shift - 1, clock);
  const end = unitStart(today, preset.unit, shift, clock);
  if (mode === 'previous_full' || shift !== 0) return { from, to: end };
  const sameDay = addDays(from, daysBetween(end, today) + 1);
  const over = addDays(today, 1) === unitStart(today, preset.unit, 1, clock);
  return { from, to: sameDay < end && !over ? sameDay : end };
}

/** As many days before; as many milliseconds where a bound is no midnight. */
function stretchBefore(from: number | string, to: number | string, { zone }: Clock): number | string {
  if (typeof from === 'string') return addDays(from, -daysBetween(from, to as string));
  const [first, last] = [dateOf(from, zone), dateOf(to as number, zone)];
  const wholeDays = dayStart(first, zone) === from && dayStart(last, zone) === to;
  return wholeDays
    ? dayStart(addDays(first, -daysBetween(first, last)), zone)
    : from - ((to as number) - from);
}
