import { describe, expect, it } from 'vitest';
import type { CalendarAccount } from '../../models/CalendarAccount';
import { bodyOf, ianaOf, remoteOf } from './microsoftEvent';
import { eventColumns, isDate } from './rows';

const graph = {
  id: 'e',
  start: { dateTime: '2027-03-28T00:00:00.0000000' },
  end: { dateTime: '2027-03-29T00:00:00.0000000' },
};
const allDay = remoteOf({ ...graph, isAllDay: true });
const within = (timezone: string | null, startDate: string, endDate: string) => {
  const { start, end } = eventColumns({ id: 'a', timezone } as CalendarAccount, {
    ...allDay,
    times: { isAllDay: true, startDate, endDate },
  });
  return [start.toISOString(), end.toISOString()];
};

describe('an all-day event', () => {
  it.each([
    ['Europe/Berlin', '2027-03-28', '2027-03-29', '2027-03-27T23:00:00.000Z', '2027-03-28T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-26', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['America/Santiago', '2027-09-05', '2027-09-06', '2027-09-05T04:00:00.000Z', '2027-09-06T03:00:00.000Z'],
    [
      'Pacific/Kiritimati',
      '2026-12-01',
      '2026-12-02',
      '2026-11-30T10:00:00.000Z',
      '2026-12-01T10:00:00.000Z',
    ],
    ['America/New_York', '2028-02-29', '2028-03-01', '2028-02-29T05:00:00.000Z', '2028-03-01T05:00:00.000Z'],
    [null, '2026-12-24', '2026-12-27', '2026-12-24T00:00:00.000Z', '2026-12-27T00:00:00.000Z'],
  ])('lies between midnights of %s on %s', (zone, startDate, endDate, start, end) => {
    expect(within(zone, startDate, endDate)).toEqual([start, end]);
  });

  it('keeps its dates whatever zone Graph labels it with, and goes as midnights', () => {
    expect(allDay.times).toEqual({ isAllDay: true, startDate: '2027-03-28', endDate: '2027-03-29' });
    expect(bodyOf({ times: allDay.times, timezone: 'Asia/Tokyo' })).toEqual({
      isAllDay: true,
      start: { dateTime: '2027-03-28T00:00:00', timeZone: 'UTC' },
      end: { dateTime: '2027-03-29T00:00:00', timeZone: 'UTC' },
    });
  });

  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2026-13-01', false],
    ['soon', false],
    ['', false],
    ['2026-12-24T00:00', false],
  ])('of %s is a day: %s', (text, day) => {
    expect(isDate(text)).toBe(day);
  });
});

describe('zones of Graph', () => {
  it.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['Europe/Paris', 'Europe/Paris'],
    ['UTC', /UTC/],
    ['tzone://Microsoft/Custom', null],
    ['Customized Time Zone', null],
    ['', null],
    [undefined, null],
  ])('%s is %s', (name, zone) => {
    const found = ianaOf(name);
    if (zone instanceof RegExp) expect(found).toMatch(zone);
    else expect(found).toBe(zone);
  });

  it.each([
    ['Europe/Kyiv', 'FLE Standard Time', '2027-01-15T14:00:00'],
    ['Asia/Kolkata', 'India Standard Time', '2027-01-15T17:30:00'],
    ['America/New_York', 'Eastern Standard Time', '2027-01-15T07:00:00'],
    ['Antarctica/Nowhere', 'UTC', '2027-01-15T12:00:00'],
  ])('%s goes as wall time in %s', (timezone, timeZone, dateTime) => {
    const at = new Date('2027-01-15T12:00:00Z');
    expect(bodyOf({ times: { isAllDay: false, start: at, end: at }, timezone })['start']).toEqual({
      dateTime,
      timeZone,
    });
  });
});

describe('an event of Graph', () => {
  it.each([
    [{}, 'confirmed', true],
    [{ showAs: 'free' }, 'confirmed', false],
    [{ showAs: 'tentative' }, 'tentative', true],
    [{ showAs: 'oof' }, 'confirmed', true],
    [{ isCancelled: true }, 'cancelled', false],
    [{ responseStatus: { response: 'declined' } }, 'confirmed', false],
    [{ responseStatus: { response: 'accepted' } }, 'confirmed', true],
  ])('with %j is %s and takes the time: %s', (facts, status, busy) => {
    expect(remoteOf({ ...graph, ...facts })).toMatchObject({ status, busy });
  });
});
