import { describe, expect, it } from 'vitest';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { fieldLabel, fieldsOf, opsOf, testText } from './fields';

const field = (key: string, label: string, type: string, values?: [string, string][]) => ({
  key,
  label,
  type,
  ...(values && { values: values.map(([value, name]) => ({ value, label: name })) }),
});
const datasets = [
  {
    key: 'deals',
    fields: [
      field('id', 'Deal', 'ref'),
      field('capRate', 'Cap rate', 'number'),
      field('status', 'Status', 'enum', [['won', 'Won']]),
      field('team', 'Team', 'ref'),
      field('owner', 'Owner', 'ref'),
    ],
  },
  {
    key: 'tasks',
    fields: [field('status', 'Status', 'enum', [['open', 'Open']]), field('dueAt', 'Due', 'instant')],
  },
  { key: 'contacts', fields: [field('city', 'City', 'text')] },
] as unknown as DatasetInfo[];
const fields = fieldsOf(datasets, new Set(['deals', 'tasks']));
const named = (key: string, names: [string, string][] = []) => ({
  field: fields.find((each) => each.key === key),
  names: new Map(names),
  zone: 'America/New_York',
});

describe('the fields of a dashboard', () => {
  it('are those of its datasets, owner and team first, the rest by name', () => {
    expect(fields.map(({ key }) => key)).toEqual(['owner', 'team', 'capRate', 'dueAt', 'status']);
  });
  it('appear once, with the values of all datasets', () => {
    const status = named('status').field;
    expect(status?.datasets).toEqual(['deals', 'tasks']);
    expect(status?.values?.map(({ value }) => value)).toEqual(['won', 'open']);
  });
  it('have a name even when no dataset knows them', () => {
    expect(fieldLabel(datasets, 'capRate')).toBe('Cap rate');
    expect(fieldLabel(datasets, 'gone_field')).toBe('Gone field');
  });
  it('are compared as their type allows', () => {
    expect(opsOf({ type: 'boolean' })).toEqual(['eq']);
    expect(opsOf({ type: 'enum' })[0]).toBe('in');
    expect(opsOf({ type: 'date' })[0]).toBe('relative');
  });
});

describe('a filter in words', () => {
  it('names values, people and the reader', () => {
    expect(testText({ field: 'status', op: 'in', value: ['won', 'open'] }, named('status'))).toEqual({
      op: 'is',
      value: 'Won, Open',
    });
    expect(
      testText({ field: 'owner', op: 'notIn', value: ['me', 'u1'] }, named('owner', [['u1', 'Ana Ruiz']])),
    ).toEqual({
      op: 'is not',
      value: 'Me, Ana Ruiz',
    });
  });
  it('writes numbers, ranges and emptiness', () => {
    expect(testText({ field: 'capRate', op: 'between', value: [1000, 2500] }, named('capRate')).value).toBe(
      '1,000 and 2,500',
    );
    expect(testText({ field: 'dueAt', op: 'relative', value: 'last_30_days' }, named('dueAt')).value).toBe(
      'Last 30 days',
    );
    expect(
      testText({ field: 'dueAt', op: 'between', value: ['2026-03-01', '2026-03-31'] }, named('dueAt')),
    ).toEqual({ op: 'in', value: 'Mar 2026' });
    expect(testText({ field: 'owner', op: 'isNull' }, named('owner'))).toEqual({ op: 'is empty', value: '' });
  });
});
