import { Temporal } from 'temporal-polyfill';
import { invalidField, requiredField } from './errors';
import type { StoredTime } from './types';

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

export interface EventDateTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Epoch milliseconds of an RFC 3339 timestamp with its mandatory offset (whole seconds); undefined when it is none. */
export function parseRfc3339(text: string): number | undefined {
  if (!RFC3339.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000) * 1000;
}

function instantOfLocal(text: string, zone: string): number | undefined {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function parseDate(text: string): string | undefined {
  try {
    return Temporal.PlainDate.from(text).toString() === text ? text : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseTimed(
  dateTime: string,
  zone: string | undefined,
  which: string,
  fallbackZone: string,
): StoredTime {
  if (zone !== undefined && !isTimeZone(zone)) {
    throw invalidField(`Invalid time zone definition for ${which} time.`);
  }
  if (!RFC3339.test(dateTime) && LOCAL.test(dateTime) && !zone) {
    throw requiredField(`Missing time zone definition for ${which} time.`);
  }
  const at =
    parseRfc3339(dateTime) ?? (zone && LOCAL.test(dateTime) ? instantOfLocal(dateTime, zone) : undefined);
  if (at === undefined) throw invalidField(`Invalid ${which} time.`);
  return { at, timeZone: zone ?? fallbackZone };
}

/**
 * Reads `start` or `end` of an event resource: {date} or {dateTime, timeZone?}. A dateTime without offset is local to
 * its timeZone. Throws Google's 400 for a missing, doubled or malformed time.
 */
export function parseEventTime(value: unknown, which: 'start' | 'end', fallbackZone: string): StoredTime {
  if (!isRecord(value)) throw requiredField(`Missing ${which} time.`);
  const { date, dateTime, timeZone } = value;
  if (typeof date === 'string' && typeof dateTime === 'string') throw invalidField(`Invalid ${which} time.`);
  if (typeof date === 'string') {
    const parsed = parseDate(date);
    if (!parsed) throw invalidField(`Invalid ${which} time.`);
    return { date: parsed };
  }
  if (typeof dateTime !== 'string') throw requiredField(`Missing ${which} time.`);
  return parseTimed(dateTime, typeof timeZone === 'string' ? timeZone : undefined, which, fallbackZone);
}

/** An instant as Google prints it: whole seconds with the zone's offset, `Z` for UTC. */
export function renderInstant(at: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const text = zoned.toString({ smallestUnit: 'second', timeZoneName: 'never' });
  return text.endsWith('+00:00') ? `${text.slice(0, -6)}Z` : text;
}

/** The wire form: dates as they are, instants with the offset of `zone`, and the zone the event was meant in. */
export function renderTime(time: StoredTime, zone: string): EventDateTime {
  if ('date' in time) return { date: time.date };
  return { dateTime: renderInstant(time.at, zone), timeZone: time.timeZone };
}

/** Epoch milliseconds: the instant itself, or the first moment of the day in `zone`. */
export function toEpochMs(time: StoredTime, zone: string): number {
  if ('at' in time) return time.at;
  return Temporal.PlainDate.from(time.date).toZonedDateTime(zone).epochMilliseconds;
}

/** What a clock on the wall shows at this time, as if it were UTC: the space in which recurrence rules count. */
export function toWallMs(time: StoredTime): number {
  if ('date' in time) return Date.parse(`${time.date}T00:00:00Z`);
  return wallInZone(time.at, time.timeZone);
}

export function wallInZone(at: number, zone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return at + zoned.offsetNanoseconds / 1e6;
}

/** Back from the wall. A time in a gap moves forward, a doubled one is the earlier. */
export function fromWallMs(wallMs: number, like: StoredTime): StoredTime {
  const wall = new Date(wallMs).toISOString();
  if ('date' in like) return { date: wall.slice(0, 10) };
  const plain = Temporal.PlainDateTime.from(wall.slice(0, 19));
  return { at: plain.toZonedDateTime(like.timeZone).epochMilliseconds, timeZone: like.timeZone };
}

/** The suffix of an instance id: `20270315T130000Z`, or `20270315` for a whole day. */
export function instanceSuffix(original: StoredTime): string {
  if ('date' in original) return original.date.replaceAll('-', '');
  return new Date(original.at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** `end` for an instance that starts at `start`, lasting exactly as long as the master does. */
export function endOfInstance(start: StoredTime, master: { start: StoredTime; end: StoredTime }): StoredTime {
  if ('date' in start) {
    return fromWallMs(toWallMs(start) + toWallMs(master.end) - toWallMs(master.start), start);
  }
  if ('date' in master.end || 'date' in master.start) return start;
  return { at: start.at + master.end.at - master.start.at, timeZone: master.end.timeZone };
}
