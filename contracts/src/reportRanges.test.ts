import { describe, expect, it } from 'vitest';
import { calendarUnits, isPreset, lengthOf, presetChoices, presetLabel } from './reportRanges';

describe('ranges', () => {
  it('are named by what is chosen, or by their words', () => {
    expect(presetLabel('month_to_date')).toBe('Month to date');
    expect(presetLabel('last_5_weeks')).toBe('Last 5 weeks');
    expect(presetChoices.every(({ value }) => isPreset(value))).toBe(true);
  });

  it('are made of units, of which each has one length', () => {
    expect(lengthOf('day', 3)).toEqual({ days: 3 });
    expect(calendarUnits.map((unit) => lengthOf(unit, 2))).toEqual([
      { weeks: 2 },
      { months: 2 },
      { months: 6 },
      { years: 2 },
      { months: 6 },
      { years: 2 },
    ]);
  });
});
