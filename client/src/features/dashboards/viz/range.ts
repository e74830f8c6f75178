import type { ResolvedRange } from '@besahubs/contracts/reports';
import { date } from '../../../components/dates';
import { dateOnly, dayOf } from '../../../components/days';

const DAY_MS = 86_400_000;

/** The last day of a half-open range: the one before `to`. */
function lastDay(to: string, zone: string): string {
  if (to.length > 10) return date(new Date(Date.parse(to) - 1).toISOString(), zone);
  return dateOnly(new Date(Date.parse(to) - DAY_MS).toISOString());
}

/** `Jul 1 – Sep 30, 2026`, in the zone of the answer; “until …” and “from …” when an end is open, null for all time. */
export function rangeText(range: ResolvedRange | null, zone: string): string | null {
  if (!range || (!range.from && !range.to)) return null;
  const from = range.from && (range.from.length > 10 ? date(range.from, zone) : dateOnly(range.from));
  const to = range.to && lastDay(range.to, zone);
  if (!from) return `until ${to ?? ''}`;
  if (!to) return `from ${from}`;
  if (from === to) return from;
  const year = / \d{4}$|, \d{4}$/.exec(to)?.[0] ?? '';
  return `${from.endsWith(year) ? from.slice(0, from.length - year.length) : from} – ${to}`;
}

/** Today in the zone, to compare with the keys of periods. */
export const todayIn = (asOf: string, zone: string): string => dayOf(asOf, zone);
