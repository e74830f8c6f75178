import { describe, expect, it } from 'vitest';
import type { ReportField, ReportResult } from '@besahubs/contracts/reports';
import { cutText, groupsText } from './groups';

const dimension = (label: string, more: Partial<ReportField> = {}) => ({
  key: label,
  label,
  role: 'dimension',
  type: 'text',
  format: 'text',
  ...more,
});
const answer = (...fields: object[]) =>
  ({
    rows: [],
    fields: [...fields, { key: 'm', label: 'Deals', role: 'metric', type: 'number', format: 'number' }],
    meta: { rowCount: 100, groupCount: 1370, truncated: true },
  }) as unknown as ReportResult;

describe('groups by their name', () => {
  it('says of what there are more than are shown', () => {
    expect(cutText(answer(dimension('Owner', { type: 'ref' })))).toBe('100 of 1,370 owners');
    expect(cutText(answer(dimension('Client company')))).toBe('100 of 1,370 client companies');
  });
  it('counts dates by their period and numbers by their value', () => {
    const created = dimension('Created', { type: 'instant', granularity: 'fiscal_quarter' });
    expect(groupsText(2, answer(created))).toBe('2 fiscal quarters');
    expect(groupsText(3, answer(dimension('Rentable SF', { type: 'number' })))).toBe(
      '3 values of rentable SF',
    );
  });
  it('counts combinations of several', () => {
    const owner = dimension('Owner');
    expect(groupsText(1, answer(owner, dimension('Stage')))).toBe('1 combination of owner and stage');
    expect(groupsText(5, answer(dimension('Name'), owner, dimension('Stage')))).toBe(
      '5 combinations of name, owner and stage',
    );
  });
  it('has rows where nothing is grouped by', () => expect(groupsText(1, answer())).toBe('1 row'));
});
