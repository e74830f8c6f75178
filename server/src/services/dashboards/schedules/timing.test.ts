import { describe, expect, it } from 'vitest';
import { nextRun } from './timing';
import type { Rule } from './timing';

const rule = (over: Partial<Rule>): Rule => ({
  frequency: 'daily',
  weekday: 1,
  dayOfMonth: 1,
  hour: 8,
  minute: 0,
  timezone: 'America/Chicago',
  ...over,
});
/** The next `count` runs, each after the one before. */
function runs(of: Partial<Rule>, after: string, count: number): string[] {
  let at = new Date(after);
  return Array.from({ length: count }, () => {
    at = nextRun(rule(of), at);
    return at.toISOString();
  });
}

describe('the next run', () => {
  it('is today while its hour is to come, then tomorrow', () => {
    expect(runs({}, '2026-11-26T13:59:59Z', 1)).toEqual(['2026-11-26T14:00:00.000Z']);
    expect(runs({}, '2026-11-26T14:00:00Z', 1)).toEqual(['2026-11-27T14:00:00.000Z']);
  });

  it('is on working days only, or on one day of the week', () => {
    expect(runs({ frequency: 'weekdays' }, '2026-11-26T20:00:00Z', 2)).toEqual([
      '2026-11-27T14:00:00.000Z',
      '2026-11-30T14:00:00.000Z',
    ]);
    expect(runs({ frequency: 'weekly', weekday: 7 }, '2026-11-26T20:00:00Z', 2)).toEqual([
      '2026-11-29T14:00:00.000Z',
      '2026-12-06T14:00:00.000Z',
    ]);
  });

  it('is on the last day of months that have no 31st', () => {
    expect(
      runs({ frequency: 'monthly', dayOfMonth: 31, timezone: 'UTC' }, '2027-01-31T09:00:00Z', 4),
    ).toEqual([
      '2027-02-28T08:00:00.000Z',
      '2027-03-31T08:00:00.000Z',
      '2027-04-30T08:00:00.000Z',
      '2027-05-31T08:00:00.000Z',
    ]);
    expect(
      runs({ frequency: 'monthly', dayOfMonth: 30, timezone: 'UTC' }, '2028-02-01T00:00:00Z', 1),
    ).toEqual(['2028-02-29T08:00:00.000Z']);
  });

  it('keeps its local hour when the clocks change', () => {
    expect(runs({}, '2026-03-06T20:00:00Z', 3)).toEqual([
      '2026-03-07T14:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
    ]);
  });

  it('is later on the day that skips its hour', () => {
    expect(runs({ hour: 2, minute: 30 }, '2026-03-07T20:00:00Z', 2)).toEqual([
      '2026-03-08T08:30:00.000Z',
      '2026-03-09T07:30:00.000Z',
    ]);
  });

  it('is once on the day that has its hour twice', () => {
    expect(runs({ hour: 1, minute: 30 }, '2026-10-31T20:00:00Z', 2)).toEqual([
      '2026-11-01T06:30:00.000Z',
      '2026-11-02T07:30:00.000Z',
    ]);
  });

  it('follows zones that are a day ahead', () => {
    expect(
      runs(
        { frequency: 'weekly', weekday: 1, hour: 6, timezone: 'Pacific/Auckland' },
        '2026-11-29T16:00:00Z',
        1,
      ),
    ).toEqual(['2026-11-29T17:00:00.000Z']);
  });
});
