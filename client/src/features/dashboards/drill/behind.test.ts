import { expect, it } from 'vitest';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { reportQuery } from '@besahubs/contracts/reports';
import { behindOf } from './behind';

const datasets = [
  { key: 'agents', fields: [{ key: 'closedCommission', behind: 'deals' }, { key: 'annualGoal' }] },
  { key: 'deals', noun: 'deals', fields: [{ key: 'value' }] },
] as unknown as DatasetInfo[];
const query = reportQuery.parse({
  dataset: 'agents',
  metrics: [
    { id: 'closed', agg: 'sum', field: 'closedCommission' },
    { id: 'goal', agg: 'sum', field: 'annualGoal' },
    { id: 'best', agg: 'max', field: 'closedCommission' },
    { id: 'ofGoal', agg: 'ratio', num: 'closed', den: 'goal' },
    'count',
  ],
});

it.each([
  ['closed', undefined, 'deals'],
  ['goal', undefined, null],
  ['best', undefined, null],
  ['count', undefined, null],
  ['ofGoal', undefined, null],
  ['ofGoal', 'den', null],
  ['ofGoal', 'num', 'deals'],
  [undefined, undefined, null],
] as const)('behind %s (%s) are %s', (metric, part, key) => {
  const pick = { ...(metric && { metric }), ...(part && { part }) };
  expect(behindOf(query, pick, datasets)?.key ?? null).toBe(key);
});
