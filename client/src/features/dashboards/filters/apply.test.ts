import { describe, expect, it } from 'vitest';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import { appliedQuery } from './apply';

const field = (key: string, type: string, values?: string[]) => ({
  key,
  label: key,
  type,
  ...(values && { values: values.map((value) => ({ value, label: value })) }),
});
const datasets = [
  {
    key: 'deals',
    dateField: 'createdAt',
    fields: [field('owner', 'ref'), field('status', 'enum', ['won', 'lost'])],
  },
  {
    key: 'tasks',
    dateField: 'dueAt',
    fields: [field('owner', 'ref'), field('assignee', 'ref'), field('status', 'enum', ['open'])],
  },
  { key: 'agents', dateField: 'createdAt', fields: [field('agent', 'ref')] },
] as unknown as DatasetInfo[];
const mine: FilterTest = { field: 'owner', op: 'in', value: ['me'] };
const won: FilterTest = { field: 'status', op: 'in', value: ['won'] };
const apply = (dataset: DatasetInfo['key'], query: object, range: string | null, tests: FilterTest[]) =>
  appliedQuery({ dataset, query }, { range, tests }, datasets);

describe('a dashboard’s filters on a widget', () => {
  it('leave a query alone when there are none', () => {
    expect(apply('deals', { limit: 5 }, null, [])).toEqual({ dataset: 'deals', limit: 5 });
  });
  it('come besides the widget’s own, whichever form these have', () => {
    const own = { field: 'value', op: 'gt' as const, value: 1 };
    expect(apply('deals', { filters: own }, null, [won]).filters).toEqual([own, won]);
    expect(apply('deals', { filters: [own] }, null, [won]).filters).toEqual([own, won]);
    expect(apply('deals', { filters: { or: [own] } }, null, [won]).filters).toEqual([{ or: [own] }, won]);
  });
  it('mean the person of the row, whatever the dataset calls them', () => {
    expect(apply('tasks', {}, null, [mine]).filters).toEqual([{ ...mine, field: 'assignee' }]);
    expect(apply('agents', {}, null, [mine]).filters).toEqual([{ ...mine, field: 'agent' }]);
    expect(apply('deals', {}, null, [mine]).filters).toEqual([mine]);
  });
  it('are left out where the field, or its value, is not there', () => {
    expect(apply('tasks', {}, null, [won])).toEqual({ dataset: 'tasks' });
    expect(apply('agents', {}, null, [won])).toEqual({ dataset: 'agents' });
  });
});

describe('a dashboard’s range on a widget', () => {
  it('replaces the widget’s, and keeps the date it is about', () => {
    const dateRange = { field: 'expectedCloseDate', preset: 'today' };
    expect(apply('deals', { dateRange }, 'this_year', []).dateRange).toEqual({
      field: 'expectedCloseDate',
      preset: 'this_year',
    });
    expect(apply('deals', {}, 'this_year', []).dateRange).toEqual({ preset: 'this_year' });
  });
  it('does not ask when people joined', () => {
    expect(apply('agents', {}, 'this_year', [])).toEqual({ dataset: 'agents' });
  });
  it('compares with nothing before all of time', () => {
    const compare = { mode: 'previous_full' as const };
    expect(apply('deals', { compare }, 'this_year', []).compare).toEqual(compare);
    expect(apply('deals', { compare }, 'all_time', [])).not.toHaveProperty('compare');
  });
});
