import { describe, expect, it } from 'vitest';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import type { Granularity, ReportField, ReportResult, ResolvedRange } from '@besahubs/contracts/reports';
import { isPeriod, periodTest, periodText } from './periods';

const NEW_YORK = 'America/New_York';
const field = (granularity: Granularity, type: 'date' | 'instant' = 'instant'): ReportField => ({
  key: 'createdAt',
  label: 'Created',
  role: 'dimension',
  type,
  format: 'text',
  granularity,
});
const answer = (range: ResolvedRange | null = null, timezone = NEW_YORK) =>
  ({ rows: [], fields: [], meta: { timezone, range } }) as unknown as ReportResult;
const period = (grain: Granularity, key: string, result = answer(), zone = NEW_YORK) =>
  periodTest(field(grain), key, result, zone).value;

describe('a period as a filter', () => {
  it.each<[Granularity, string, string]>([
    ['day', '2026-03-08', '2026-03-08'],
    ['week', '2026-03-02', '2026-03-08'],
    ['month', '2024-02-01', '2024-02-29'],
    ['quarter', '2026-10-01', '2026-12-31'],
    ['year', '2026-01-01', '2026-12-31'],
    ['fiscal_quarter', '2026-02-01', '2026-04-30'],
    ['fiscal_year', '2026-07-01', '2027-06-30'],
  ])('a %s is its first day and its last: %s', (grain, first, last) =>
    expect(period(grain, first)).toEqual([first, last]),
  );

  it('a date is never shifted, whatever the zone', () =>
    expect(
      periodTest(field('month', 'date'), '2026-03-01', answer(null, 'Pacific/Kiritimati'), NEW_YORK),
    ).toEqual({ field: 'createdAt', op: 'between', value: ['2026-03-01', '2026-03-31'] }));

  it('keeps the bounds of an answer that was made in another zone', () =>
    expect(period('day', '2026-03-08', answer(null, 'Europe/Lisbon'))).toEqual([
      '2026-03-08T00:00:00Z',
      '2026-03-09T00:00:00Z',
    ]));

  it('an hour is of the clock: the one that autumn repeats is two', () => {
    expect(period('hour', '2026-11-01T05:00:00Z')).toEqual(['2026-11-01T05:00:00Z', '2026-11-01T06:00:00Z']);
    expect(period('hour', '2026-11-01T06:00:00Z')).toEqual(['2026-11-01T06:00:00Z', '2026-11-01T07:00:00Z']);
    expect(period('hour', '2026-03-09T03:00:00Z')).toEqual(['2026-03-09T03:00:00Z', '2026-03-09T04:00:00Z']);
    const island = 'Australia/Lord_Howe';
    // There clocks change by half an hour: 01:30 to 02:00 comes twice.
    expect(period('hour', '2026-04-04T14:30:00Z', answer(null, island), island)).toEqual([
      '2026-04-04T14:30:00Z',
      '2026-04-04T15:00:00Z',
    ]);
  });

  it('at the edge of the range it is only the part that was counted', () => {
    const range = { field: 'createdAt', from: '2026-03-10T04:00:00Z', to: '2026-03-20T16:30:00Z' };
    expect(period('month', '2026-03-01', answer(range))).toEqual([
      '2026-03-10T04:00:00Z',
      '2026-03-20T16:30:00Z',
    ]);
    expect(period('month', '2026-03-01', answer({ ...range, field: 'closedAt' }))).toEqual([
      '2026-03-01',
      '2026-03-31',
    ]);
    const dates = { field: 'createdAt', from: '2026-03-10', to: '2026-05-01' };
    expect(periodTest(field('month', 'date'), '2026-03-01', answer(dates), NEW_YORK).value).toEqual([
      '2026-03-10',
      '2026-03-31',
    ]);
  });
});

describe('a stretch of time in words', () => {
  const text = (from: string, to: string) =>
    periodText({ field: 'createdAt', op: 'between', value: [from, to] }, NEW_YORK);
  it.each([
    ['2026-03-01', '2026-03-31', 'Mar 2026'],
    ['2026-07-01', '2026-09-30', 'Q3 2026'],
    ['2026-01-01', '2026-12-31', '2026'],
    ['2026-02-01', '2026-04-30', 'Feb 1 – Apr 30, 2026'],
    ['2026-03-08', '2026-03-08', 'Mar 8, 2026'],
    ['2026-03-10T04:00:00Z', '2026-03-20T16:30:00Z', 'Mar 10, 2026, 12:00 AM – Mar 20, 2026, 12:30 PM'],
    ['2026-03-09T03:00:00Z', '2026-03-09T04:00:00Z', 'Mar 8, 2026, 11:00 PM – Mar 9, 2026, 12:00 AM'],
  ])('%s to %s', (from, to, words) => expect(text(from, to)).toBe(words));
  it('is told from a pair of numbers', () => {
    const of = (value: FilterTest['value']) => isPeriod({ field: 'createdAt', op: 'between', value });
    expect(of(['2026-03-01', '2026-03-31'])).toBe(true);
    expect(of([1, 2])).toBe(false);
    expect(of(undefined)).toBe(false);
  });
});
