import { describe, expect, it } from 'vitest';
import { addToWallClock, dateIn, dayStart } from './time';

describe('days in a zone', () => {
  it.each([
    ['America/Chicago', '2027-03-14T18:00:00Z', 0, '2027-03-14T06:00:00.000Z'],
    ['America/Chicago', '2027-03-14T18:00:00Z', 1, '2027-03-15T05:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-12-01T09:00:00Z', 0, '2026-11-30T10:00:00.000Z'],
    ['America/Santiago', '2027-09-05T12:00:00Z', 0, '2027-09-05T04:00:00.000Z'],
  ])('starts the day of %s at %s %+d', (zone, now, days, expected) => {
    expect(dayStart(zone, new Date(now), days).toISOString()).toBe(expected);
  });

  it('tells the local date', () => {
    expect(dateIn('Pacific/Auckland', new Date('2026-11-23T12:00:00Z'))).toBe('2026-11-24');
    expect(dateIn('America/Chicago', new Date('2026-11-24T03:00:00Z'), -1)).toBe('2026-11-22');
  });

  it('keeps the wall clock over a DST change', () => {
    const weekly = addToWallClock('Europe/Berlin', new Date('2027-03-22T08:00:00Z'), { weeks: 1 });
    expect(weekly.toISOString()).toBe('2027-03-29T07:00:00.000Z');
  });
});
