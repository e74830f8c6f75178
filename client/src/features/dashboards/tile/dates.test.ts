import type { WidgetDates } from '@besahubs/contracts/widgetDates';
import type { ResolvedRange } from '@besahubs/contracts/reports';
import { describe, expect, it } from 'vitest';
import { datesText, fullDates } from './dates';

const quarter = { field: 'closedAt', from: '2026-10-01', to: '2027-01-01' };
const none: WidgetDates = { by: null, preset: null, field: null, own: null, kept: false, besides: [] };
const own: WidgetDates = {
  ...none,
  by: 'widget',
  preset: 'this_quarter',
  own: 'this_quarter',
  field: 'Actual close',
};
const textOf = (dates: WidgetDates, range: ResolvedRange | null, title = 'Closed commission') =>
  datesText({ dates, result: { meta: { range, timezone: 'America/New_York' } } }, title);
const said = (dates: WidgetDates, range: ResolvedRange | null = quarter) => {
  const text = textOf(dates, range);
  const { mark, days, more } = text;
  return {
    line: [text.range, mark, days && `[${days}]`, ...more.map((each) => `· ${each}`)]
      .filter(Boolean)
      .join(' '),
    full: fullDates(text),
  };
};

describe('the dates of a tile', () => {
  it('are the range by its name, with the exact days for those who ask', () =>
    expect(said(own)).toEqual({
      line: 'This quarter [Oct 1 – Dec 31, 2026] · Actual close',
      full: 'Oct 1 – Dec 31, 2026 · Actual close',
    }));

  it('say that the dashboard’s range stands in for another one, and for which', () => {
    const replaced: WidgetDates = { ...own, by: 'dashboard', own: 'last_12_months' };
    expect(said(replaced)).toEqual({
      line: 'This quarter (dashboard) [Oct 1 – Dec 31, 2026] · Actual close',
      full: 'Oct 1 – Dec 31, 2026 · Actual close. This is the dashboard’s date range. By itself this widget shows last 12 months.',
    });
    expect(said({ ...replaced, own: 'this_quarter' }).full).toMatch(/dashboard’s date range\.$/);
  });

  it('say that the dashboard’s range does not hold', () => {
    expect(said({ ...own, kept: true }).line).toMatch(/^This quarter \(fixed\) /);
    const goal = { label: 'Closed commission', preset: 'this_year' };
    expect(said({ ...none, kept: true, besides: [goal] }, null)).toEqual({
      line: 'Closed commission: this year (fixed)',
      full: 'Closed commission: this year. Fixed: the dashboard’s date range does not hold here.',
    });
  });

  it('are the filter’s where it is about the very date, fixed or not', () =>
    expect(
      said({ ...own, by: 'filter', preset: 'this_month', own: 'last_90_days', kept: true }),
    ).toMatchObject({
      line: 'This month (filter) [Oct 1 – Dec 31, 2026] · Actual close',
      full: expect.stringContaining('This is the filter’s stretch of time.') as string,
    }));

  it('never call a figure with a condition by date one of any date', () => {
    expect(said(none, null).line).toBe('Any date');
    expect(said({ ...none, besides: [{ label: 'Created', preset: null }] }, null).line).toBe(
      'Created: as filtered',
    );
  });

  it.each([
    ['Closed, last 12 months', '(not as titled)'],
    ['Closed YTD', '(not as titled)'],
    ['Closed, this quarter', '(dashboard)'],
    ['Closed commission', '(dashboard)'],
  ])('say so where a title names other ones: %s', (title, mark) => {
    expect(textOf({ ...own, by: 'dashboard' }, quarter, title).mark).toBe(mark);
    expect(textOf(own, quarter, title).mark).toBeNull();
  });

  it('of two days have no name but the days', () =>
    expect(said({ ...own, by: 'filter', preset: null, own: 'last_90_days' })).toEqual({
      line: 'Oct 1 – Dec 31, 2026 (filter) · Actual close',
      full: 'Oct 1 – Dec 31, 2026 · Actual close. This is the filter’s stretch of time. By itself this widget shows last 90 days.',
    }));
});
