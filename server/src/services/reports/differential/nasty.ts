import { Temporal } from 'temporal-polyfill';

/** Values that break reports: each has broken one somewhere. */

export const ZONES = [
  'America/Chicago',
  'Europe/Lisbon',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
] as const;

/** Moments at which the queries are asked: in the middle of things, and where a year, a day or an hour turns. */
export const MOMENTS = [
  '2026-11-15T12:00:00.000Z',
  // The second before Lisbon’s clocks go forward, the half hour that Lord Howe repeats, and Chicago’s repeated hour.
  '2026-03-29T00:59:59.000Z',
  '2026-04-04T15:15:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2025-12-31T23:45:00.000Z',
  '2024-02-29T18:20:00.000Z',
] as const;

export const TEXTS = [
  '',
  ' ',
  'won',
  'Won',
  'WON',
  '100%',
  '100_',
  'a_b',
  'a%b',
  'a\\b',
  'a\\%b',
  "O'Brien",
  '"quoted"',
  'Ünïcödé',
  'ünïcödé',
  'naïve 😀',
  '日本',
  'tab\there',
  'two\nlines',
  'null',
  'Other',
  'me',
  '0',
  '__proto__',
  'constructor',
  `'; DROP TABLE "Deal"; --`,
  '$1',
  '{}',
  'x'.repeat(200),
] as const;

export const TAGS = ['hot', 'Hot', '100%', 'a_b', "O'Brien", '日本', '"', '\\', '__proto__'] as const;

/** Dollars and cents as text, so that no digit is lost on the way in. */
export const MONEY = [
  '0',
  '0.01',
  '-0.01',
  '0.10',
  '0.20',
  '0.30',
  '100',
  '100',
  '100',
  '33.33',
  '-2500.50',
  '1000000',
  '999999999999.99',
  '-999999999999.99',
] as const;
export const PERCENTS = ['0', '0.0001', '5', '6.25', '6.25', '33.3333', '100', '99.9999'] as const;
export const WHOLES = [0, 1, 1, 7, 12, 60, -5, 1000, 2_000_000_000] as const;

const DAYS = [
  '2024-02-29',
  '2024-12-31',
  '2025-01-01',
  '2025-03-09',
  '2025-10-05',
  '2025-11-02',
  '2026-01-01',
  '2026-01-31',
  '2026-03-01',
  '2026-03-29',
  '2026-04-01',
  '2026-04-05',
  '2026-06-30',
  '2026-07-01',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2026-11-15',
  '2026-12-31',
] as const;
export const DATES: readonly string[] = DAYS;

const HOUR = 3_600_000;
/** Midnights of those days in every zone and the milliseconds beside them, and the hours around each change of clocks. */
export const INSTANTS: readonly string[] = ZONES.flatMap((zone) => [
  ...DAYS.flatMap((day) => {
    const midnight = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
    return [midnight, midnight - 1, midnight + 1];
  }),
  ...transitions(zone).flatMap((at) => [
    at - HOUR / 2,
    at - 1,
    at,
    at + 1,
    at + HOUR / 2,
    at + HOUR - 1,
    at + HOUR,
  ]),
]).map((at) => new Date(at).toISOString());

function transitions(zone: string): number[] {
  const found: number[] = [];
  let at = Temporal.ZonedDateTime.from(`2025-01-01T00:00[${zone}]`).getTimeZoneTransition('next');
  while (at && at.year < 2027) {
    found.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  return found;
}
