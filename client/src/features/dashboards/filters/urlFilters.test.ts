import { describe, expect, it } from 'vitest';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import {
  fromDefaults,
  readFilters,
  toFilters,
  toggled,
  withTest,
  withoutTest,
  writeFilters,
} from './urlFilters';
import type { Chosen } from './urlFilters';

const loi: FilterTest = { field: 'stage', op: 'in', value: ['loi'] };
const mine: FilterTest = { field: 'owner', op: 'eq', value: 'me' };
const big: FilterTest = { field: 'value', op: 'between', value: [1000, 2500.5] };
const none: Chosen = { range: null, tests: [] };
const read = (text: string, defaults = {}) => readFilters(new URLSearchParams(text), defaults);
const write = (chosen: Chosen, defaults = {}, from = '') =>
  writeFilters(new URLSearchParams(from), chosen, defaults);

describe('the URL', () => {
  it('brings back what was written, numbers and lists included', () => {
    const chosen = {
      range: 'last_30_days',
      tests: [loi, mine, big, { field: 'stage', op: 'isNull' as const }],
    };
    expect(readFilters(write(chosen), {})).toEqual(chosen);
  });
  it('keeps other parameters and forgets older filters', () => {
    expect(write({ ...none, range: 'today' }, {}, 'edit=1&filters=none').toString()).toBe(
      'edit=1&range=today',
    );
  });
  it('shows the defaults without a parameter, and is clean when they hold', () => {
    const defaults = { dateRange: 'this_quarter', filters: [mine] };
    expect(read('', defaults)).toEqual({ range: 'this_quarter', tests: [mine] });
    expect(write(fromDefaults(defaults), defaults).toString()).toBe('');
  });
  it('says so when filters were cleared against the defaults', () => {
    const defaults = { dateRange: 'this_quarter', filters: [mine] };
    const cleared = write(none, defaults);
    expect(cleared.toString()).toBe('filters=none');
    expect(readFilters(cleared, defaults)).toEqual(none);
  });
  it('does without what cannot be read', () => {
    expect(read('range=whenever&filters=[{"field":"stage"')).toEqual(none);
    expect(read('filters=[{"field":"stage","op":"drop table"}]')).toEqual(none);
    expect(read('range=today&filters=7')).toEqual({ range: 'today', tests: [] });
  });
  it('asks the server for exactly this', () => {
    expect(toFilters({ range: 'today', tests: [loi] })).toEqual({ dateRange: 'today', filters: [loi] });
    expect(toFilters(none)).toEqual({ dateRange: null, filters: [] });
  });
});

describe('changing filters', () => {
  it('adds, replaces and removes by place', () => {
    const one = withTest(none, loi, null);
    expect(withTest(one, mine, 0).tests).toEqual([mine]);
    expect(withoutTest(one, 0).tests).toEqual([]);
  });
  it('adds by a click what a second click removes', () => {
    const once = toggled({ ...none, tests: [mine] }, [loi]);
    expect(once.tests).toEqual([mine, loi]);
    expect(toggled(once, [loi]).tests).toEqual([mine]);
  });
  it('puts a day in the place of the month it was found in', () => {
    const march: FilterTest = { field: 'createdAt', op: 'between', value: ['2026-03-01', '2026-03-31'] };
    const day: FilterTest = { field: 'createdAt', op: 'between', value: ['2026-03-05', '2026-03-05'] };
    const monthly = toggled({ ...none, tests: [loi, big] }, [march]);
    expect(monthly.tests).toEqual([loi, big, march]);
    expect(toggled(monthly, [day]).tests).toEqual([loi, big, day]);
    expect(toggled(monthly, [march]).tests).toEqual([loi, big]);
  });
  it('completes a combination of which a part is on already', () => {
    const once = toggled({ ...none, tests: [loi] }, [loi, mine]);
    expect(once.tests).toEqual([loi, mine]);
    expect(toggled(once, [loi, mine]).tests).toEqual([]);
  });
});
