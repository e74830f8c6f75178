import { describe, expect, it } from 'vitest';
import { calendarView } from './calendar/instances';
import { createEvent, deleteEvent, patchOccurrence, type MailboxPort } from './calendar/mailbox';
import { readRecurrence } from './calendar/readRecurrence';
import { occurrenceDates } from './calendar/recurrence';
import { ianaZone, parseInstant, toEpochMs, toLocal, windowsZone } from './calendar/zones';
import { createAccount } from './state';

const port: MailboxPort = { now: () => new Date(0), joinUrl: (id) => id, changed: () => undefined };
const iso = (ms: number) => new Date(ms).toISOString().replace('.000', '');

const rule = (pattern: object, range: { startDate: string } & object) =>
  readRecurrence({ pattern, range }, { dateTime: `${range.startDate}T09:00:00`, timeZone: 'UTC' });
const dates = (pattern: object, range: { startDate: string } & object, to: string) =>
  occurrenceDates(rule(pattern, range), range.startDate, to);
const noEnd = (startDate: string) => ({ type: 'noEnd', startDate });

describe('patterns', () => {
  it('daily, every so many days', () => {
    const range = { type: 'numbered', startDate: '2027-02-27', numberOfOccurrences: 3 };
    expect(dates({ type: 'daily', interval: 3 }, range, '2027-12-31')).toEqual([
      '2027-02-27',
      '2027-03-02',
      '2027-03-05',
    ]);
  });

  it('weekly, the doc example: every Monday to the end of 2017', () => {
    const range = { type: 'endDate', startDate: '2017-09-04', endDate: '2017-12-31' };
    const all = dates({ type: 'weekly', interval: 1, daysOfWeek: ['Monday'] }, range, '2018-12-31');
    expect([all.length, all[0], all.at(-1)]).toEqual([17, '2017-09-04', '2017-12-25']);
  });

  it('weekly, every other week: which week it is depends on its first day', () => {
    const both = { type: 'weekly', interval: 2, daysOfWeek: ['tuesday', 'sunday'] };
    const from = noEnd('2027-03-02');
    expect(dates({ ...both, firstDayOfWeek: 'monday' }, from, '2027-03-31')).toEqual([
      '2027-03-02',
      '2027-03-07',
      '2027-03-16',
      '2027-03-21',
      '2027-03-30',
    ]);
    expect(dates({ ...both, firstDayOfWeek: 'sunday' }, from, '2027-03-31')).toEqual([
      '2027-03-02',
      '2027-03-14',
      '2027-03-16',
      '2027-03-28',
      '2027-03-30',
    ]);
  });

  it('monthly on the 31st falls on the last day of shorter months', () => {
    const pattern = { type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 };
    expect(dates(pattern, noEnd('2027-01-31'), '2027-05-31')).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  it('monthly by weekday, the doc example: counted from the first day that fits', () => {
    const pattern = { type: 'relativeMonthly', interval: 2, daysOfWeek: ['Thursday'], index: 'first' };
    expect(dates(pattern, noEnd('2017-08-29'), '2018-01-31')).toEqual([
      '2017-09-07',
      '2017-11-02',
      '2018-01-04',
    ]);
  });

  it('monthly on the last working day: the first of the days that satisfies', () => {
    const daysOfWeek = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
    const pattern = { type: 'relativeMonthly', interval: 1, daysOfWeek, index: 'last' };
    expect(dates(pattern, noEnd('2027-01-01'), '2027-03-31')).toEqual([
      '2027-01-29',
      '2027-02-26',
      '2027-03-31',
    ]);
  });

  it('yearly by date and by weekday', () => {
    const leap = { type: 'absoluteYearly', interval: 1, dayOfMonth: 29, month: 2 };
    expect(dates(leap, noEnd('2024-02-29'), '2028-12-31')).toContain('2027-02-28');
    const last = { type: 'relativeYearly', interval: 1, daysOfWeek: ['Wednesday'], index: 'last', month: 11 };
    expect(dates(last, noEnd('2026-11-25'), '2028-12-31')).toEqual([
      '2026-11-25',
      '2027-11-24',
      '2028-11-29',
    ]);
  });

  it.each([
    ['an unknown type', { type: 'hourly', interval: 1 }, noEnd('2027-01-01')],
    ['no days in a week', { type: 'weekly', interval: 1 }, noEnd('2027-01-01')],
    ['no day in a month', { type: 'absoluteMonthly', interval: 1 }, noEnd('2027-01-01')],
    [
      'an end before the start',
      { type: 'daily', interval: 1 },
      { type: 'endDate', startDate: '2027-01-02', endDate: '2027-01-01' },
    ],
    ['a count of nothing', { type: 'daily', interval: 1 }, { type: 'numbered', startDate: '2027-01-02' }],
  ])('refuse %s', (_name, pattern, range) => {
    expect(() => rule(pattern, range)).toThrow();
  });
});

describe('series over a change of the clocks', () => {
  const weekly = (timeZone: string, start: string, hour: string, more: object = {}) => {
    const account = createAccount({ email: 'x@y.example' });
    const event = createEvent(
      account,
      account.calendars[0]?.id ?? '',
      {
        subject: 'Review',
        start: { dateTime: `${start}T${hour}:00`, timeZone },
        end: {
          dateTime: `${start}T${hour.replace(/^\d\d/, (h) => String(Number(h) + 1).padStart(2, '0'))}:00`,
          timeZone,
        },
        recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: start } },
        ...more,
      },
      port,
    );
    return { account, event };
  };
  const starts = ({ account }: ReturnType<typeof weekly>, from: string, to: string) =>
    calendarView(account.events, { start: Date.parse(from), end: Date.parse(to) }).map(({ startMs }) =>
      iso(startMs),
    );

  it.each([
    ['Eastern Standard Time', '2027-03-12', '09:00', '2027-03-12T14:00:00Z', '2027-03-15T13:00:00Z'],
    ['Europe/Berlin', '2027-03-12', '09:00', '2027-03-12T08:00:00Z', '2027-03-15T08:00:00Z'],
    ['Africa/Casablanca', '2027-02-20', '09:00', '2027-02-20T09:00:00Z', '2027-03-20T08:00:00Z'],
  ])('keep the local hour: %s', (zone, start, hour, first, later) => {
    const all = starts(weekly(zone, start, hour), `${start}T00:00:00Z`, '2027-04-01T00:00:00Z');
    expect(all[0]).toBe(first);
    expect(all).toContain(later);
  });

  it('shift forward in a gap and take the earlier of an overlap', () => {
    expect(
      starts(
        weekly('W. Europe Standard Time', '2027-03-28', '02:30'),
        '2027-03-28T00:00:00Z',
        '2027-03-28T12:00:00Z',
      ),
    ).toEqual(['2027-03-28T01:30:00Z']);
    expect(
      starts(weekly('Europe/Berlin', '2026-10-25', '02:30'), '2026-10-25T00:00:00Z', '2026-10-25T12:00:00Z'),
    ).toEqual(['2026-10-25T00:30:00Z']);
  });

  it('show an occurrence that was moved into or out of the window, and none that was deleted', () => {
    const made = weekly('UTC', '2027-03-01', '09:00', {
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
        range: { type: 'noEnd', startDate: '2027-03-01' },
      },
    });
    const { account, event } = made;
    const move = (date: string, to: string) =>
      patchOccurrence(
        account,
        event,
        date,
        {
          start: { dateTime: `${to}T09:00:00`, timeZone: 'UTC' },
          end: { dateTime: `${to}T10:00:00`, timeZone: 'UTC' },
        },
        port,
      );
    deleteEvent(account, event, '2027-03-08', port);
    move('2027-03-15', '2027-03-18');
    const march = ['2027-03-01T00:00:00Z', '2027-03-23T00:00:00Z'] as const;
    expect(starts(made, ...march)).toEqual([
      '2027-03-01T09:00:00Z',
      '2027-03-18T09:00:00Z',
      '2027-03-22T09:00:00Z',
    ]);
    expect(starts(made, '2027-03-18T00:00:00Z', '2027-03-19T00:00:00Z')).toEqual(['2027-03-18T09:00:00Z']);
    expect(starts(made, '2027-03-15T00:00:00Z', '2027-03-16T00:00:00Z')).toEqual([]);
    expect(() => move('2027-03-22', '2027-03-29')).toThrow(/crossing or overlapping adjacent occurrence/);
  });

  it('keep an event over midnight, a zero-length one, and those at the very edge, once', () => {
    const account = createAccount({ email: 'x@y.example' });
    const add = (subject: string, start: string, end: string) =>
      createEvent(
        account,
        account.calendars[0]?.id ?? '',
        { subject, start: { dateTime: start, timeZone: 'UTC' }, end: { dateTime: end, timeZone: 'UTC' } },
        port,
      );
    add('over midnight', '2027-03-01T23:30:00', '2027-03-02T00:30:00');
    add('moment', '2027-03-02T00:00:00', '2027-03-02T00:00:00');
    add('ends at the edge', '2027-03-01T22:00:00', '2027-03-02T00:00:00');
    const day = (from: string, to: string) =>
      calendarView(account.events, { start: Date.parse(from), end: Date.parse(to) }).map(
        ({ fields }) => fields.subject,
      );
    expect(day('2027-03-01T00:00:00Z', '2027-03-02T00:00:00Z')).toEqual([
      'ends at the edge',
      'over midnight',
    ]);
    expect(day('2027-03-02T00:00:00Z', '2027-03-03T00:00:00Z')).toEqual(['over midnight', 'moment']);
  });
});

describe('zones', () => {
  it.each([
    ['Asia/Kathmandu', '2026-12-01T09:00:00', '2026-12-01T03:15:00Z'],
    ['Pacific/Kiritimati', '2026-12-01T09:00:00', '2026-11-30T19:00:00Z'],
    ['Pacific/Pago_Pago', '2026-12-01T09:00:00', '2026-12-01T20:00:00Z'],
    ['Lord Howe Standard Time', '2027-04-04T01:45:00', '2027-04-03T14:45:00Z'],
    ['America/Santiago', '2027-09-05T00:00:00', '2027-09-05T04:00:00Z'],
  ])('%s %s', (timeZone, dateTime, instant) => {
    expect(iso(toEpochMs({ dateTime, timeZone }))).toBe(instant);
  });

  it('are named by Windows or IANA, and nothing else', () => {
    expect(['Eastern Standard Time', 'Europe/Kyiv', 'UTC'].map(ianaZone)).toEqual([
      'America/New_York',
      'Europe/Kyiv',
      'UTC',
    ]);
    expect(['Customized Time Zone', '+02:00', ''].map(ianaZone)).toEqual([null, null, null]);
    expect(windowsZone('America/Chicago')).toBe('Central Standard Time');
    expect(windowsZone('tzone://Microsoft/Custom')).toBe('tzone://Microsoft/Custom');
  });

  it('read instants with and without an offset', () => {
    expect(parseInstant('2027-03-01T00:00:00')).toBe(Date.UTC(2027, 2, 1));
    expect(parseInstant('2027-03-01T00:00:00-05:00')).toBe(Date.UTC(2027, 2, 1, 5));
    expect(parseInstant('2027-03-01')).toBe(Date.UTC(2027, 2, 1));
    expect(parseInstant('soon')).toBeNull();
    expect(toLocal(Date.UTC(2027, 2, 15, 13), 'Eastern Standard Time')).toBe('2027-03-15T09:00:00');
  });
});
