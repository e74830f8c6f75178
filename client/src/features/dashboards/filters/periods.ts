import { Temporal } from 'temporal-polyfill';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import { lengthOf } from '@besahubs/contracts/reportRanges';
import type { ReportField, ReportResult } from '@besahubs/contracts/reports';
import { dayOf, dayStart } from '../../../components/days';
import { rangeText } from '../viz/range';

/** Periods of a chart as filters, and such filters in words. Pure. */

/** Half-open: dates, or instants in UTC. */
interface Stretch {
  from: string;
  to: string;
}

/** Hours of the wall clock, as the server cuts them: where clocks change, an hour ends there. */
function hourFrom(key: string, zone: string): Stretch {
  const at = Temporal.Instant.from(key).toZonedDateTimeISO(zone);
  const next = at.add({ seconds: 3600 - 60 * at.minute - at.second });
  const change = at.getTimeZoneTransition('next');
  const end = change && Temporal.ZonedDateTime.compare(change, next) < 0 ? change : next;
  return { from: key, to: end.toInstant().toString() };
}

function stretchFrom(key: string, { type, granularity = 'day' }: ReportField, zone: string): Stretch {
  if (granularity === 'hour') return hourFrom(key, zone);
  const from = Temporal.PlainDate.from(key);
  const to = from.add(lengthOf(granularity === 'auto' ? 'day' : granularity));
  if (type === 'date') return { from: from.toString(), to: to.toString() };
  return { from: dayStart(from.toString(), zone), to: dayStart(to.toString(), zone) };
}

/** The part that lies in the range of the answer: a figure at its edge is of no other rows. */
function within({ from, to }: Stretch, field: string, { range }: ReportResult['meta']): Stretch {
  if (range?.field !== field) return { from, to };
  const first = range.from !== null && Date.parse(range.from) > Date.parse(from) ? range.from : from;
  const last = range.to !== null && Date.parse(range.to) < Date.parse(to) ? range.to : to;
  return { from: first, to: last };
}

const nextDay = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/**
 * The filter that lets exactly the rows of a clicked period pass. Days, the last one included, where the period begins
 * and ends at midnight of the reader (`zone`), so that the filter reads well; instants elsewhere, the end excluded.
 */
export function periodTest(
  field: ReportField,
  key: string,
  { meta }: ReportResult,
  zone: string,
): FilterTest {
  const { from, to } = within(stretchFrom(key, field, meta.timezone), field.key, meta);
  const dayAt = (bound: string): string | null => {
    if (bound.length === 10) return bound;
    const day = dayOf(bound, zone);
    return Date.parse(dayStart(day, zone)) === Date.parse(bound) ? day : null;
  };
  const [first, end] = [dayAt(from), dayAt(to)];
  const value = first && end ? [first, nextDay(end, -1)] : [from, to];
  return { field: field.key, op: 'between', value };
}

/** Is it a filter by a stretch of time? */
export const isPeriod = ({ op, value }: FilterTest): boolean =>
  op === 'between' && Array.isArray(value) && value.every((bound) => typeof bound === 'string');

const MONTH: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric', timeZone: 'UTC' };

/** `Mar 2026`, `Q1 2026`, `2026`; null when the days are no such unit. */
function unitText(from: string, last: string): string | null {
  const first = Temporal.PlainDate.from(from);
  const end = Temporal.PlainDate.from(last).add({ days: 1 });
  if (first.day !== 1 || end.day !== 1) return null;
  const { months } = first.until(end, { largestUnit: 'month' });
  if (months === 1) return new Intl.DateTimeFormat('en-US', MONTH).format(new Date(`${from}T00:00:00Z`));
  if (months === 3 && first.month % 3 === 1) return `Q${Math.ceil(first.month / 3)} ${first.year}`;
  return months === 12 && first.month === 1 ? String(first.year) : null;
}

/** What a filter by a stretch of time says: `Mar 2026`, `Mar 10 – Mar 31, 2026`, with times for parts of days. */
export function periodText({ value }: FilterTest, zone: string): string {
  const [from = '', to = ''] = [value ?? []].flat().map(String);
  const dated = from.length === 10 && to.length === 10;
  const unit = dated ? unitText(from, to) : null;
  return unit ?? rangeText({ from, to: dated ? nextDay(to, 1) : to }, zone) ?? '';
}
