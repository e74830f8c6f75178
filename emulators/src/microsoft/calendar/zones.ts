import { Temporal } from 'temporal-polyfill';
import { findIana, findWindows } from 'windows-iana';

/** Names newer than the Windows table, by the name the table knows. */
const RENAMED: Record<string, string> = {
  'Europe/Kyiv': 'Europe/Kiev',
  'Asia/Kolkata': 'Asia/Calcutta',
  'America/Nuuk': 'America/Godthab',
  'Pacific/Kanton': 'Pacific/Enderbury',
};

/** A local date and time, `YYYY-MM-DDTHH:mm:ss`, in a zone named by Windows or by IANA. */
export interface LocalTime {
  dateTime: string;
  timeZone: string;
}

const isIana = (name: string): boolean => {
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(name);
    // Offsets such as +02:00 are no zone names at Outlook.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
};

const known = new Map<string, string | null>();

/** The IANA zone behind a Windows or IANA name, or null when Outlook would refuse it. */
export function ianaZone(name: string): string | null {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const zone = name === 'UTC' ? 'UTC' : (findIana(name)[0] ?? (isIana(name) ? name : null));
  if (known.size < 2000) known.set(name, zone);
  return zone;
}

/** The Windows name that Outlook stores for a zone; names without one (custom zones) stay as they are. */
export function windowsZone(name: string): string {
  if (name === 'UTC' || findIana(name).length > 0) return name;
  return findWindows(name)[0] ?? findWindows(RENAMED[name] ?? name)[0] ?? name;
}

/** Epoch milliseconds of a local time. A gap shifts forward, an overlap means the earlier one. Bad zone: UTC. */
export function toEpochMs({ dateTime, timeZone }: LocalTime): number {
  return Temporal.PlainDateTime.from(dateTime).toZonedDateTime(ianaZone(timeZone) ?? 'UTC').epochMilliseconds;
}

/** `YYYY-MM-DDTHH:mm:ss` of an instant in a zone. */
export function toLocal(epochMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(ianaZone(timeZone) ?? 'UTC')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
}

/** A local time moved to another day by whole days, wall clock kept. */
export function onDay(dateTime: string, days: number): string {
  return Temporal.PlainDateTime.from(dateTime).add({ days }).toString({ smallestUnit: 'second' });
}

/** Whole days from one `YYYY-MM-DD` to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

export const dateOf = (dateTime: string): string => dateTime.slice(0, 10);

/** `YYYY-MM-DD` plus days. */
export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads the `dateTime` of a dateTimeTimeZone: local, or with Z or an offset, in which case the instant counts and is
 * expressed in `timeZone`. Returns null when it is no ISO 8601 date and time.
 */
export function parseDateTime(text: string, timeZone: string): string | null {
  try {
    if (DATE.test(text) || LOCAL.test(text)) {
      return Temporal.PlainDateTime.from(text).toString({ smallestUnit: 'second' });
    }
    return toLocal(Temporal.Instant.from(text).epochMilliseconds, timeZone);
  } catch {
    return null;
  }
}

/** Epoch milliseconds of a query parameter such as startDateTime: without an offset it is UTC. Null when malformed. */
export function parseInstant(text: string): number | null {
  const local = parseDateTime(text, 'UTC');
  return local === null ? null : toEpochMs({ dateTime: local, timeZone: 'UTC' });
}
