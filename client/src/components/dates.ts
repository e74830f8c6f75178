import { NONE } from './format';

/** Instants as text: ISO strings in UTC, shown in the zone given. Calendar days are in days.ts. */
type Maybe<T> = T | null | undefined;
const LOCALE = 'en-US';

const formatters = new Map<string, Intl.DateTimeFormat>();
export function formatter(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALE, options);
  formatters.set(key, made);
  return made;
}

export const DATE = { month: 'short', day: 'numeric', year: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;

/** The day of an instant in `zone`: “Mar 1, 2026”. */
export const date = (instant: Maybe<string>, zone: string): string =>
  instant ? formatter(`date ${zone}`, { ...DATE, timeZone: zone }).format(new Date(instant)) : NONE;

/** “Mar 1, 2026, 2:30 PM”. */
export const dateTime = (instant: Maybe<string>, zone: string): string =>
  instant ? formatter(`both ${zone}`, { ...DATE, ...TIME, timeZone: zone }).format(new Date(instant)) : NONE;

/** “2:30 PM”. */
export const time = (instant: Maybe<string>, zone: string): string =>
  instant ? formatter(`time ${zone}`, { ...TIME, timeZone: zone }).format(new Date(instant)) : NONE;

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relativeFormat = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' });

/** “3 hr. ago”, “in 2 days”, “just now”; `now` in epoch milliseconds. */
export function relative(instant: Maybe<string>, now: number): string {
  if (!instant) return NONE;
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? relativeFormat.format(Math.trunc(seconds / unit[1]), unit[0]) : 'just now';
}
