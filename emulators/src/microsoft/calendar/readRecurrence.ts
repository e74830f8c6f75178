import { validationFailure } from '../graph/errors';
import { integer, list, member, record, string, type Json } from './read';
import { DAYS, INDEXES, PATTERNS, RANGES, type Pattern, type Range, type Recurrence } from './recurrence';
import { dateOf, parseDateTime, windowsZone, type LocalTime } from './zones';

const DATE = /^\d{4}-\d\d-\d\d$/;
/** Outlook's own "no end". */
const NO_DATE = '0001-01-01';

const optional = <T>(value: unknown, read: (value: unknown) => T, fallback: T): T =>
  value === undefined || value === null ? fallback : read(value);

function demand(holds: boolean): void {
  if (!holds) throw validationFailure();
}

function date(value: unknown): string {
  const text = string(value);
  demand(DATE.test(text) && parseDateTime(text, 'UTC') !== null);
  return text;
}

function readPattern(raw: Json): Pattern {
  const pattern: Pattern = {
    type: member(raw.type, PATTERNS),
    interval: optional(raw.interval, integer, 1),
    month: optional(raw.month, integer, 0),
    dayOfMonth: optional(raw.dayOfMonth, integer, 0),
    daysOfWeek: optional(raw.daysOfWeek, list, []).map((day) => member(day, DAYS)),
    firstDayOfWeek: optional(raw.firstDayOfWeek, (value) => member(value, DAYS), 'sunday'),
    index: optional(raw.index, (value) => member(value, INDEXES), 'first'),
  };
  demand(pattern.interval >= 1 && pattern.interval <= 999);
  if (pattern.type === 'weekly' || pattern.type.startsWith('relative')) demand(pattern.daysOfWeek.length > 0);
  if (pattern.type.startsWith('absolute')) demand(pattern.dayOfMonth >= 1 && pattern.dayOfMonth <= 31);
  if (pattern.type.endsWith('Yearly')) demand(pattern.month >= 1 && pattern.month <= 12);
  return pattern;
}

function readRange(raw: Json, start: LocalTime): Range {
  const startDate = optional(raw.startDate, date, dateOf(start.dateTime));
  const range: Range = {
    type: member(raw.type, RANGES),
    startDate,
    endDate: optional(raw.endDate, date, NO_DATE),
    recurrenceTimeZone: windowsZone(optional(raw.recurrenceTimeZone, string, '') || start.timeZone),
    numberOfOccurrences: optional(raw.numberOfOccurrences, integer, 0),
  };
  // "The value of startDate MUST correspond to the date value of the start property" (Graph docs).
  demand(startDate === dateOf(start.dateTime));
  if (range.type === 'endDate') demand(range.endDate >= startDate);
  if (range.type === 'numbered') demand(range.numberOfOccurrences >= 1 && range.numberOfOccurrences <= 999);
  return range;
}

/** patternedRecurrence of a request body, for an event that starts at `start`. Throws GraphError 400. */
export function readRecurrence(value: unknown, start: LocalTime): Recurrence {
  const { pattern, range } = record(value);
  return { pattern: readPattern(record(pattern)), range: readRange(record(range), start) };
}
