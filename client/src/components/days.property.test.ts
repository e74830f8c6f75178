import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { date, dateTime, relative, time } from './dates';
import { dayEnd, dayName, dayOf, dayStart, daysUntil, fromLocalInput, iso, toLocalInput } from './days';

const ZONES = [
  'UTC',
  'America/Chicago',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
];
const MINUTE = 60_000;
const DAY = 86_400_000;
const zones = fc.constantFrom(...ZONES);
const instants = fc
  .integer({ min: Date.UTC(1971, 0, 1) / MINUTE, max: Date.UTC(2199, 11, 31) / MINUTE })
  .map((minutes) => new Date(minutes * MINUTE).toISOString());
const dates = fc
  .integer({ min: Date.UTC(1971, 0, 2) / DAY, max: Date.UTC(2199, 11, 30) / DAY })
  .map((days) => new Date(days * DAY).toISOString().slice(0, 10));
const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

describe('the clock on the wall', () => {
  it('is shown and read back the same in every zone; of an hour that comes twice the first is meant', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const shown = toLocalInput(instant, zone);
        const read = fromLocalInput(shown, zone) ?? '';
        const earlier = Date.parse(instant) - Date.parse(read);
        expect(toLocalInput(read, zone)).toBe(shown);
        expect(earlier === 0 || (earlier > 0 && earlier <= 60 * MINUTE)).toBe(true);
      }),
    );
  });
  it.each([
    // An hour (at Lord Howe half of one) that never comes: the clock that was running goes on.
    ['2026-03-08T02:30', 'America/Chicago', '2026-03-08T03:30'],
    ['2026-09-27T02:15', 'Pacific/Auckland', '2026-09-27T03:15'],
    ['2026-10-04T02:10', 'Australia/Lord_Howe', '2026-10-04T02:40'],
    // A day that never came.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T12:00'],
    // An hour that comes twice.
    ['2026-11-01T01:30', 'America/Chicago', '2026-11-01T01:30'],
    ['2026-04-05T02:30', 'Pacific/Auckland', '2026-04-05T02:30'],
    ['2028-02-29T23:59', 'Pacific/Auckland', '2028-02-29T23:59'],
  ])('%s in %s is %s', (typed, zone, shown) => {
    expect(toLocalInput(fromLocalInput(typed, zone), zone)).toBe(shown);
  });
  it('takes the first of an hour that comes twice', () => {
    expect(fromLocalInput('2026-11-01T01:30', 'America/Chicago')).toBe('2026-11-01T06:30:00Z');
    expect(fromLocalInput('2026-04-05T02:30', 'Pacific/Auckland')).toBe('2026-04-04T13:30:00Z');
  });
  it('has years as they are typed, digit by digit', () => {
    for (const year of ['0002', '0020', '0202', '2026', '9999'])
      expect(toLocalInput(fromLocalInput(`${year}-01-15T10:00`, 'America/Chicago'), 'America/Chicago')).toBe(
        `${year}-01-15T10:00`,
      );
  });
  it('is nothing yet while a digit too many stands in its year', () => {
    expect(fromLocalInput('20266-01-15T10:00', 'America/Chicago')).toBeNull();
    expect(fromLocalInput('202666-01-15T10:00', 'America/Chicago')).toBeNull();
  });
  it('is empty for nothing', () => {
    expect(toLocalInput(null, 'UTC')).toBe('');
    expect(toLocalInput(undefined, 'UTC')).toBe('');
    expect(iso(null, 'UTC')).toBe('');
  });
});

describe('days', () => {
  it('begin and end where their neighbours do, whether they have 23, 24 or 25 hours', () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(...ZONES.filter((zone) => zone !== 'Pacific/Apia')), (day, zone) => {
        const [start, end] = [dayStart(day, zone), dayEnd(day, zone)];
        expect(dayOf(start, zone)).toBe(day);
        expect(dayOf(end, zone)).toBe(day);
        expect(Date.parse(end) + 1).toBe(Date.parse(dayStart(plusDays(day, 1), zone)));
        expect(Math.abs(Date.parse(end) + 1 - Date.parse(start) - DAY)).toBeLessThanOrEqual(60 * MINUTE);
      }),
    );
  });
  it('are counted from today where the person is', () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: -400, max: 400 }), (instant, zone, away) => {
        const now = Date.parse(instant);
        const today = dayOf(instant, zone);
        expect(daysUntil(plusDays(today, away), zone, now)).toBe(away);
        // What follows the date does not matter.
        expect(daysUntil(`${plusDays(today, away)}T23:59:59Z`, zone, now)).toBe(away);
      }),
    );
  });
  it('are called as people call them, and have their year when that is far', () => {
    fc.assert(
      fc.property(dates, zones, fc.integer({ min: -400, max: 400 }), (today, zone, away) => {
        const now = Date.parse(dayStart(today, zone)) + 5 * 60 * MINUTE;
        const at = dayStart(plusDays(today, away), zone);
        fc.pre(
          dayOf(at, zone) === plusDays(today, away) && dayOf(new Date(now).toISOString(), zone) === today,
        );
        const name = dayName(at, zone, now);
        expect(name === 'Today').toBe(away === 0);
        expect(name === 'Tomorrow').toBe(away === 1);
        expect(name === 'Yesterday').toBe(away === -1);
        expect(/, \d{4}$/.test(name)).toBe(Math.abs(away) > 300);
      }),
    );
  });
});

describe('a date without a zone', () => {
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });
  it.each(['Pacific/Auckland', 'America/Chicago', 'Asia/Tokyo', 'Pacific/Apia', 'UTC'])(
    'is the same day on a machine in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
      vi.resetModules();
      const { dateOnly } = await import('./days');
      fc.assert(
        fc.property(dates, (day) => {
          const [year = '', month = '', of = ''] = day.split('-');
          const text = `${MONTHS[Number(month) - 1] ?? ''} ${Number(of)}, ${Number(year)}`;
          expect(dateOnly(day)).toBe(text);
          expect(dateOnly(`${day}T00:00:00.000Z`)).toBe(text);
        }),
      );
      expect(dateOnly('2028-02-29')).toBe('Feb 29, 2028');
      expect(dateOnly('')).toBe('—');
    },
  );
  it.each(['Pacific/Auckland', 'America/Chicago'])(
    'leaves instants to the zone of the person on a machine in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      vi.resetModules();
      const fresh = await import('./dates');
      expect(fresh.date('2026-03-01T03:00:00Z', 'America/Denver')).toBe('Feb 28, 2026');
      expect(fresh.dateTime('2026-03-01T03:00:00Z', 'America/Denver')).toBe('Feb 28, 2026, 8:00 PM');
      expect(fresh.time('2026-03-01T03:00:00Z', 'America/Denver')).toBe('8:00 PM');
    },
  );
});

describe('instants', () => {
  it('are a dash when there is none', () => {
    for (const none of [null, undefined, ''])
      expect([date(none, 'UTC'), dateTime(none, 'UTC'), time(none, 'UTC'), relative(none, 0)]).toEqual(
        Array(4).fill('—'),
      );
  });
  it.each([
    [-59, 'just now'],
    [59, 'just now'],
    [-60, '1 min. ago'],
    [-3599, '59 min. ago'],
    [-3600, '1 hr. ago'],
    [3600, 'in 1 hr.'],
    [-86_399, '23 hr. ago'],
    [-86_400, 'yesterday'],
    [86_400 * 2, 'in 2 days'],
    [-604_799, '6 days ago'],
    [-604_800, 'last wk.'],
    [-2_591_999, '4 wk. ago'],
    [-2_592_000, 'last mo.'],
    [-31_535_999, '12 mo. ago'],
    [-31_536_000, 'last yr.'],
    [3 * 31_536_000, 'in 3 yr.'],
  ])('%d seconds from now are %s', (seconds, text) => {
    const now = Date.UTC(2026, 5, 15);
    expect(relative(new Date(now + seconds * 1000).toISOString(), now)).toBe(text);
  });
  it('are written in the zone that is asked for, whichever was asked for before', () => {
    const at = '2026-06-02T03:30:00Z';
    const now = Date.parse('2026-06-20T12:00:00Z');
    const written = (zone: string) => [
      date(at, zone),
      dateTime(at, zone),
      time(at, zone),
      dayName(at, zone, now),
    ];
    const chicago = ['Jun 1, 2026', 'Jun 1, 2026, 10:30 PM', '10:30 PM', 'Mon, Jun 1'];
    expect(written('America/Chicago')).toEqual(chicago);
    expect(written('Pacific/Auckland')).toEqual([
      'Jun 2, 2026',
      'Jun 2, 2026, 3:30 PM',
      '3:30 PM',
      'Tue, Jun 2',
    ]);
    expect(written('America/Chicago')).toEqual(chicago);
  });
  it('carry their offset in tooltips', () => {
    expect(iso('2026-03-08T07:59:59Z', 'America/Chicago')).toBe('2026-03-08T01:59:59-06:00');
    expect(iso('2026-03-08T08:00:00.900Z', 'America/Chicago')).toBe('2026-03-08T03:00:00-05:00');
    expect(iso('2026-06-01T00:00:00Z', 'Asia/Kathmandu')).toBe('2026-06-01T05:45:00+05:45');
  });
});
