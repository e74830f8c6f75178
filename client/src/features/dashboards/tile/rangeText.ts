import type { ResolvedRange } from '@besahubs/contracts/reports';
import { dateTime } from '../../../components/dates';
import { dateOnly, dayEnd, dayOf, dayStart } from '../../../components/days';

const MS = 1;

/**
 * A resolved range in words: “Mar 1, 2026 – Mar 31, 2026”. Ranges are half-open; the last day named is the last one in
 * it. Instants that are no midnight in `zone` are named with their time.
 */
export function rangeText({ from, to }: ResolvedRange, zone: string): string {
  const first = from && startText(from, zone);
  const last = to && endText(to, zone);
  if (first && last) return first === last ? first : `${first} – ${last}`;
  if (first) return `from ${first}`;
  return last ? `until ${last}` : 'All time';
}

const isDate = (bound: string): boolean => bound.length === 10;

function startText(from: string, zone: string): string {
  if (isDate(from)) return dateOnly(from);
  const day = dayOf(from, zone);
  return Date.parse(dayStart(day, zone)) === Date.parse(from) ? dateOnly(day) : dateTime(from, zone);
}

function endText(to: string, zone: string): string {
  if (isDate(to)) return dateOnly(dayOf(new Date(Date.parse(`${to}T00:00:00Z`) - MS).toISOString(), 'UTC'));
  const last = new Date(Date.parse(to) - MS).toISOString();
  const day = dayOf(last, zone);
  return Date.parse(dayEnd(day, zone)) === Date.parse(last) ? dateOnly(day) : dateTime(to, zone);
}
