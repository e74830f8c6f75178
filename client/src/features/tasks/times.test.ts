import { describe, expect, it } from 'vitest';
import { laterToday, nextWeek, today, tomorrow } from './times';

const zone = 'America/New_York';
/** Saturday, 31 October 2026, half past ten; the clocks go back that night. */
const now = Date.parse('2026-10-31T14:30:00Z');

describe('putting a task off', () => {
  it('later today is in three hours, on the hour', () => {
    expect(laterToday(now, zone)).toBe('2026-10-31T17:00:00Z');
  });
  it('there is no later today at night', () => {
    expect(laterToday(Date.parse('2026-11-01T02:30:00Z'), zone)).toBeNull();
  });
  it('today means the close of business, or soon', () => {
    expect(today(now, zone)).toBe('2026-10-31T21:00:00Z');
    expect(today(Date.parse('2026-10-31T22:05:00Z'), zone)).toBe('2026-10-31T23:00:00Z');
  });
  it('tomorrow is nine in the morning, also when the clocks change', () => {
    expect(tomorrow(now, zone)).toBe('2026-11-01T14:00:00Z');
  });
  it('keeps the hour a task has', () => {
    expect(tomorrow(now, zone, '2026-10-20T19:15:00Z')).toBe('2026-11-01T20:15:00Z');
  });
  it('next week is the coming Monday', () => {
    expect(nextWeek(now, zone)).toBe('2026-11-02T14:00:00Z');
    expect(nextWeek(Date.parse('2026-11-02T15:00:00Z'), zone)).toBe('2026-11-09T14:00:00Z');
  });
});
