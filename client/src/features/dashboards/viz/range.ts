import type { ResolvedRange } from '@besahubs/contracts/reports';
import { dateTime, time } from '../../../components/dates';
import { dateOnly, dayOf, dayStart } from '../../../components/days';

const isDate = (bound: string): boolean => bound.length === 10;

const isDayStart = (instant: string, zone: string): boolean =>
  Date.parse(dayStart(dayOf(instant, zone), zone)) === Date.parse(instant);

/** The last day of a half-open range is the one before `to`. */
function lastDay(to: string, zone: string): string {
  const dated = isDate(to);
  const last = new Date(Date.parse(dated ? `${to}T00:00:00Z` : to) - 1).toISOString();
  return dateOnly(dayOf(last, dated ? 'UTC' : zone));
}

/** Days where both bounds are midnights, else what the clock says at both. */
function boundTexts(from: string | null, to: string | null, zone: string): [string | null, string | null] {
  const byDay = [from, to].every((bound) => !bound || isDate(bound) || isDayStart(bound, zone));
  if (byDay) {
    const first = from && dateOnly(isDate(from) ? from : dayOf(from, zone));
    return [first, to && lastDay(to, zone)];
  }
  const within = from && to && dayOf(from, zone) === dayOf(to, zone);
  return [from && dateTime(from, zone), to && (within ? time(to, zone) : dateTime(to, zone))];
}

/**
 * `Jul 1 – Sep 30, 2026`, in the zone of the answer; “until …” and “from …” when an end is open, null for all time.
 * Bounds that are no midnights are named with their times.
 */
export function rangeText(range: Pick<ResolvedRange, 'from' | 'to'> | null, zone: string): string | null {
  const [first, last] = boundTexts(range?.from ?? null, range?.to ?? null, zone);
  if (!first) return last ? `until ${last}` : null;
  if (!last) return `from ${first}`;
  if (first === last) return first;
  const year = /, \d{4}$/.exec(last)?.[0];
  return `${year && first.endsWith(year) ? first.slice(0, -year.length) : first} – ${last}`;
}

/** Today in the zone, to compare with the keys of periods. */
export const todayIn = (asOf: string, zone: string): string => dayOf(asOf, zone);
