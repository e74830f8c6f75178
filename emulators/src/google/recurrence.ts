import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { invalidField } from './errors';
import { toWallMs, wallInZone } from './time';
import type { StoredTime } from './types';

/**
 * Rules are counted on the wall: local times of the event's zone written as if they were UTC. That makes 09:00 stay
 * 09:00 over a change of the clocks; the caller turns each wall time into an instant.
 */
interface Recurrence {
  include: RRuleTemporal[];
  exclude: RRuleTemporal[];
  extraWalls: number[];
  excludedWalls: Set<number>;
}

const SUPPORTED = /FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/;
const DAY_MS = 86_400_000;

const compact = (wallMs: number) => new Date(wallMs).toISOString().replace(/[-:]|\.\d{3}/g, '');

function parseCompact(text: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h = '00', mi = '00', s = '00'] = match;
  const ms = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** A DATE or DATE-TIME of RFC 5545 on the wall of the event's zone. */
function toWall(text: string, start: StoredTime, tzid: string | undefined): number {
  const parsed = parseCompact(text);
  if (parsed === undefined) throw invalidField('Invalid recurrence rule.');
  if ('date' in start) return parsed - (parsed % DAY_MS);
  if (text.endsWith('Z')) return wallInZone(parsed, start.timeZone);
  if (!text.includes('T')) return parsed + (toWallMs(start) % DAY_MS);
  if (!tzid || tzid === start.timeZone) return parsed;
  const instant = Temporal.PlainDateTime.from(new Date(parsed).toISOString().slice(0, 19)).toZonedDateTime(
    tzid,
  );
  return wallInZone(instant.epochMilliseconds, start.timeZone);
}

/** UNTIL on the wall; a date alone includes all of that day. */
function untilOnWall(text: string, start: StoredTime): string {
  if (!text.includes('T')) return compact((parseCompact(text) ?? Number.NaN) + DAY_MS - 1000);
  return compact('date' in start ? (parseCompact(text) ?? Number.NaN) : toWall(text, start, undefined));
}

function parseRule(value: string, start: StoredTime): RRuleTemporal {
  if (!SUPPORTED.test(value)) throw invalidField('Invalid recurrence rule.');
  try {
    const rule = value.replace(
      /UNTIL=([^;]+)/,
      (_all, until: string) => `UNTIL=${untilOnWall(until, start)}`,
    );
    const dtstart = Temporal.Instant.fromEpochMilliseconds(toWallMs(start)).toZonedDateTimeISO('UTC');
    return new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart, tzid: 'UTC' });
  } catch {
    throw invalidField('Invalid recurrence rule.');
  }
}

/** Reads the `recurrence` lines of an event. Throws Google's 400 for what RFC 5545 or Google does not allow. */
export function parseRecurrence(lines: string[], start: StoredTime): Recurrence {
  const recurrence: Recurrence = { include: [], exclude: [], extraWalls: [], excludedWalls: new Set() };
  for (const line of lines) {
    const match = /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[^:]*)?):(.+)$/.exec(line.trim());
    const [, name, params = '', value = ''] = match ?? [];
    const tzid = /TZID=([^;:]+)/.exec(params)?.[1];
    const walls = () => value.split(',').map((text) => toWall(text, start, tzid));
    if (name === 'RRULE') recurrence.include.push(parseRule(value, start));
    else if (name === 'EXRULE') recurrence.exclude.push(parseRule(value, start));
    else if (name === 'RDATE') recurrence.extraWalls.push(...walls());
    else if (name === 'EXDATE') walls().forEach((wall) => recurrence.excludedWalls.add(wall));
    else throw invalidField('Invalid recurrence rule.');
  }
  return recurrence;
}

function wallsOfRule(rule: RRuleTemporal, from: number, to: number): number[] {
  return rule.between(new Date(from), new Date(to), true).map((date) => date.epochMilliseconds);
}

/**
 * Local start times, as wall milliseconds in ascending order, of a series within [fromWall, toWall]. The series' own
 * start always counts, as Google has it; EXDATE wins over everything.
 */
export function occurrenceWalls(
  lines: string[],
  start: StoredTime,
  fromWall: number,
  toWall: number,
): number[] {
  const { include, exclude, extraWalls, excludedWalls } = parseRecurrence(lines, start);
  const found = new Set(
    [toWallMs(start), ...extraWalls].filter((wall) => wall >= fromWall && wall <= toWall),
  );
  for (const rule of include) for (const wall of wallsOfRule(rule, fromWall, toWall)) found.add(wall);
  for (const rule of exclude) for (const wall of wallsOfRule(rule, fromWall, toWall)) found.delete(wall);
  return [...found].filter((wall) => !excludedWalls.has(wall)).sort((a, b) => a - b);
}
