import { describe, expect, it } from 'vitest';
import { date, dateTime, relative, time } from './dates';
import {
  dateOnly,
  dayEnd,
  dayName,
  dayOf,
  dayStart,
  daysUntil,
  fromLocalInput,
  iso,
  toLocalInput,
} from './days';

const CHICAGO = 'America/Chicago';
const AUCKLAND = 'Pacific/Auckland';
const NOW = Date.parse('2026-03-01T15:00:00Z');

describe('date-only values', () => {
  it('never shift, whatever the zone', () => {
    expect(dateOnly('2026-03-01')).toBe('Mar 1, 2026');
    expect(dateOnly('2026-12-31')).toBe('Dec 31, 2026');
    expect(dateOnly(null)).toBe('—');
  });
  it('count days in the zone of the user', () => {
    expect(daysUntil('2026-03-02', CHICAGO, NOW)).toBe(1);
    expect(daysUntil('2026-03-02', AUCKLAND, NOW)).toBe(0);
    expect(daysUntil('2026-02-27', CHICAGO, NOW)).toBe(-2);
  });
});

describe('instants', () => {
  it('are shown in the zone of the user', () => {
    expect(date('2026-03-01T03:00:00Z', CHICAGO)).toBe('Feb 28, 2026');
    expect(dateTime('2026-03-01T20:30:00Z', CHICAGO)).toBe('Mar 1, 2026, 2:30 PM');
    expect(time('2026-03-01T20:30:00Z', AUCKLAND)).toBe('9:30 AM');
    expect(iso('2026-03-01T20:30:00Z', CHICAGO)).toBe('2026-03-01T14:30:00-06:00');
  });
  it.each([
    ['2026-03-01T14:59:30Z', 'just now'],
    ['2026-03-01T12:00:00Z', '3 hr. ago'],
    ['2026-03-04T15:00:00Z', 'in 3 days'],
    ['2024-03-01T15:00:00Z', '2 yr. ago'],
  ])('%s is %s', (instant, text) => expect(relative(instant, NOW)).toBe(text));
  it('have the day name people use', () => {
    expect(dayName('2026-03-01T23:00:00Z', CHICAGO, NOW)).toBe('Today');
    expect(dayName('2026-03-01T23:00:00Z', AUCKLAND, NOW)).toBe('Today');
    expect(dayName('2026-03-03T05:00:00Z', CHICAGO, NOW)).toBe('Tomorrow');
    expect(dayName('2026-02-28T15:00:00Z', CHICAGO, NOW)).toBe('Yesterday');
    expect(dayName('2026-03-06T15:00:00Z', CHICAGO, NOW)).toBe('Fri, Mar 6');
    expect(dayName('2024-03-06T15:00:00Z', CHICAGO, NOW)).toBe('Mar 6, 2024');
  });
});

describe('inputs in the zone of the user', () => {
  it('round-trip', () => {
    expect(toLocalInput('2026-03-01T20:30:00Z', CHICAGO)).toBe('2026-03-01T14:30');
    expect(fromLocalInput('2026-03-01T14:30', CHICAGO)).toBe('2026-03-01T20:30:00Z');
    expect(fromLocalInput('', CHICAGO)).toBeNull();
  });
  it('survive the hour that daylight saving skips', () => {
    expect(fromLocalInput('2026-03-08T02:30', CHICAGO)).toBe('2026-03-08T08:30:00Z');
  });
  it('turn a day into its bounds, also when it has 23 hours', () => {
    expect(dayStart('2026-03-08', CHICAGO)).toBe('2026-03-08T06:00:00Z');
    expect(dayEnd('2026-03-08', CHICAGO)).toBe('2026-03-09T04:59:59.999Z');
    expect(dayOf(dayEnd('2026-03-08', CHICAGO), CHICAGO)).toBe('2026-03-08');
  });
});
