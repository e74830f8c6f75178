import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

export const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export const PATTERNS = [
  'daily',
  'weekly',
  'absoluteMonthly',
  'relativeMonthly',
  'absoluteYearly',
  'relativeYearly',
] as const;
export const INDEXES = ['first', 'second', 'third', 'fourth', 'last'] as const;
export const RANGES = ['endDate', 'noEnd', 'numbered'] as const;
type Day = (typeof DAYS)[number];

/** recurrencePattern of Graph v1.0. Fields a type does not use hold Outlook's defaults. */
export interface Pattern {
  type: (typeof PATTERNS)[number];
  interval: number;
  month: number;
  dayOfMonth: number;
  daysOfWeek: Day[];
  firstDayOfWeek: Day;
  index: (typeof INDEXES)[number];
}

/** recurrenceRange of Graph v1.0; dates are `YYYY-MM-DD` in recurrenceTimeZone, endDate inclusive. */
export interface Range {
  type: (typeof RANGES)[number];
  startDate: string;
  endDate: string;
  recurrenceTimeZone: string;
  numberOfOccurrences: number;
}

export interface Recurrence {
  pattern: Pattern;
  range: Range;
}

const BYDAY: Record<Day, string> = {
  sunday: 'SU',
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
};
const SETPOS = { first: 1, second: 2, third: 3, fourth: 4, last: -1 } as const;

/** Outlook puts day 31 on the last day of a short month, where RFC 5545 would skip the month. */
function monthDay(dayOfMonth: number) {
  if (dayOfMonth <= 28) return { byMonthDay: [dayOfMonth] };
  return { byMonthDay: [28, 29, 30, 31].filter((day) => day <= dayOfMonth), bySetPos: [-1] };
}

function relativeDay({ daysOfWeek, index }: Pattern) {
  return { byDay: daysOfWeek.map((day) => BYDAY[day]), bySetPos: [SETPOS[index]] };
}

function frequency(pattern: Pattern) {
  switch (pattern.type) {
    case 'daily':
      return { freq: 'DAILY' as const };
    case 'weekly':
      return {
        freq: 'WEEKLY' as const,
        byDay: pattern.daysOfWeek.map((day) => BYDAY[day]),
        wkst: BYDAY[pattern.firstDayOfWeek],
      };
    case 'absoluteMonthly':
      return { freq: 'MONTHLY' as const, ...monthDay(pattern.dayOfMonth) };
    case 'relativeMonthly':
      return { freq: 'MONTHLY' as const, ...relativeDay(pattern) };
    case 'absoluteYearly':
      return { freq: 'YEARLY' as const, byMonth: [pattern.month], ...monthDay(pattern.dayOfMonth) };
    case 'relativeYearly':
      return { freq: 'YEARLY' as const, byMonth: [pattern.month], ...relativeDay(pattern) };
  }
}

/** Rules run over calendar days only; the time of day and its zone are put on afterwards, so no DST is involved. */
const midnight = (date: string) => Temporal.ZonedDateTime.from(`${date}T00:00:00[UTC]`);
const dayOf = (occurrence: { toString(): string }) => occurrence.toString().slice(0, 10);

/**
 * Months and years are counted from the first day that fits, not from startDate: "first Thursday of every other month
 * starting 29 August" begins in September (Graph docs, outlook-schedule-recurring-events).
 */
function anchor({ pattern, range }: Recurrence): string {
  if (pattern.interval === 1 || pattern.type === 'daily' || pattern.type === 'weekly') return range.startDate;
  const everyPeriod = new RRuleTemporal({
    ...frequency(pattern),
    interval: 1,
    dtstart: midnight(range.startDate),
  });
  const first = everyPeriod.next(new Date(`${range.startDate}T00:00:00Z`), true);
  return first ? dayOf(first) : range.startDate;
}

function build(recurrence: Recurrence): RRuleTemporal {
  const { pattern, range } = recurrence;
  return new RRuleTemporal({
    ...frequency(pattern),
    interval: pattern.interval,
    dtstart: midnight(anchor(recurrence)),
    ...(range.type === 'numbered' ? { count: range.numberOfOccurrences } : {}),
    ...(range.type === 'endDate' ? { until: midnight(range.endDate) } : {}),
  });
}

const REMEMBERED = 500;
const built = new Map<string, RRuleTemporal>();

function ruleOf(recurrence: Recurrence): RRuleTemporal {
  const key = JSON.stringify(recurrence);
  const existing = built.get(key);
  if (existing) return existing;
  if (built.size >= REMEMBERED) built.clear();
  const rule = build(recurrence);
  built.set(key, rule);
  return rule;
}

/** The days (`YYYY-MM-DD`, in the rule's zone) on which a series falls, both bounds inclusive. */
export function occurrenceDates(recurrence: Recurrence, from: string, to: string): string[] {
  if (to < from) return [];
  return ruleOf(recurrence)
    .between(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true)
    .map(dayOf);
}

/** The occurrence days directly before and after one, or null at either end. */
export function neighbours(
  recurrence: Recurrence,
  date: string,
): { before: string | null; after: string | null } {
  const rule = ruleOf(recurrence);
  const at = new Date(`${date}T00:00:00Z`);
  const before = rule.previous(at, false);
  const after = rule.next(at, false);
  return { before: before && dayOf(before), after: after && dayOf(after) };
}
