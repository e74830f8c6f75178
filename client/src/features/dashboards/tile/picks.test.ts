import { describe, expect, it } from 'vitest';
import type { ReportResult } from '@besahubs/contracts/reports';
import { countOf, forAll, testsOf, wordsOf } from './picks';

const ZONE = 'America/New_York';
const result = {
  rows: [
    { stage: 'loi', owner: 'Ana Ruiz', 'owner.id': 'u1', m: 42, 'm.previous': 7, sum: 5 },
    { stage: null, owner: null, 'owner.id': null, m: 3, sum: 1 },
  ],
  fields: [
    {
      key: 'stage',
      label: 'Stage',
      role: 'dimension',
      type: 'enum',
      format: 'text',
      values: [{ value: 'loi', label: 'LOI' }],
    },
    { key: 'owner', label: 'Owner', role: 'dimension', type: 'ref', format: 'text' },
    {
      key: 'createdAt',
      label: 'Created',
      role: 'dimension',
      type: 'instant',
      format: 'datetime',
      granularity: 'month',
    },
    { key: 'm', label: 'Deals', role: 'metric', type: 'number', format: 'number' },
  ],
  meta: { timezone: 'America/New_York', range: null },
} as unknown as ReportResult;
const widget = {
  query: {
    metrics: [
      { id: 'm', agg: 'count' as const },
      { id: 'sum', agg: 'sum' as const, field: 'value' },
    ],
  },
};
const loi = { key: { stage: 'loi', owner: 'u1' }, label: 'LOI' };

describe('countOf', () => {
  it('knows the number when the figure counts rows', () => {
    expect(countOf(widget, result, { ...loi, metric: 'm' })).toBe('42');
    expect(countOf(widget, result, loi)).toBe('42');
    expect(countOf(widget, result, { ...loi, metric: 'm', previous: true })).toBe('7');
    expect(countOf(widget, result, { key: { stage: null }, label: 'None' })).toBe('3');
  });
  it('does not take a sum, or “Other”, for a number of rows', () => {
    expect(countOf(widget, result, { ...loi, metric: 'sum' })).toBeNull();
    expect(countOf(widget, result, { key: {}, other: true, label: 'Other' })).toBeNull();
  });
  it('counts by default', () => {
    const counted = {
      ...result,
      rows: [{ count: 9 }],
      fields: [{ key: 'count', role: 'metric' }],
    } as unknown as ReportResult;
    expect(countOf({ query: {} }, counted, { key: {}, label: 'Deals' })).toBe('9');
  });
});

describe('testsOf', () => {
  it('filters by value, by id, and by none', () => {
    expect(testsOf(result, loi, ZONE)).toEqual([
      { field: 'stage', op: 'in', value: ['loi'] },
      { field: 'owner', op: 'in', value: ['u1'] },
    ]);
    expect(testsOf(result, { key: { stage: null }, label: 'None' }, ZONE)).toEqual([
      { field: 'stage', op: 'isNull' },
    ]);
    expect(testsOf(result, { key: { big: true }, label: 'Big' }, ZONE)).toEqual([
      { field: 'big', op: 'eq', value: true },
    ]);
  });
  it('filters by a period as the reader’s days, and by both of a grid', () => {
    const tests = testsOf(result, { key: { createdAt: '2026-03-01', stage: 'loi' }, label: 'March' }, ZONE);
    expect(tests).toEqual([
      { field: 'createdAt', op: 'between', value: ['2026-03-01', '2026-03-31'] },
      { field: 'stage', op: 'in', value: ['loi'] },
    ]);
    expect(wordsOf(result, tests, ZONE)).toBe('Mar 2026 and LOI');
  });
  it('does not filter by “Other” and not by the period before', () => {
    expect(testsOf(result, { key: {}, other: true, label: 'Other' }, ZONE)).toEqual([]);
    const before = { key: { createdAt: '2026-03-01' }, previous: true, label: 'March' };
    expect(testsOf(result, before, ZONE)).toEqual([]);
  });
  it('says it in words', () => {
    expect(wordsOf(result, testsOf(result, loi, ZONE), ZONE)).toBe('LOI and Ana Ruiz');
    expect(wordsOf(result, [{ field: 'stage', op: 'isNull' }], ZONE)).toBe('no stage');
  });
});

describe('a person who was clicked', () => {
  it('is the owner for the whole dashboard, whatever their own dataset calls them', () => {
    const person = { op: 'in' as const, value: ['u1'] };
    expect(forAll('agents', { field: 'agent', ...person })).toEqual({ field: 'owner', ...person });
    expect(forAll('tasks', { field: 'assignee', ...person })).toEqual({ field: 'owner', ...person });
    expect(forAll('deals', { field: 'owner', ...person })).toEqual({ field: 'owner', ...person });
    expect(forAll('agents', { field: 'team', ...person })).toEqual({ field: 'team', ...person });
  });
});
