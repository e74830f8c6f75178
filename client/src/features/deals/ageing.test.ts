import { describe, expect, it } from 'vitest';
import { stagePatienceDays } from '@besahubs/contracts/dealAgeing';
import { dealStageKeys } from '@besahubs/contracts/deals';
import { daysInStage, isRotting } from './ageing';

const NOW = Date.UTC(2028, 1, 29, 12);
const DAY = 86_400_000;
const since = (ms: number) => ({ stageEnteredAt: new Date(NOW - ms).toISOString() });
const patience: Partial<Record<string, number>> = stagePatienceDays;

it('days in a stage are whole ones, and none before it was entered', () => {
  expect(daysInStage(since(0), NOW)).toBe(0);
  expect(daysInStage(since(DAY - 1), NOW)).toBe(0);
  expect(daysInStage(since(DAY), NOW)).toBe(1);
  expect(daysInStage(since(-DAY), NOW)).toBe(0);
});
describe.each(dealStageKeys)('a deal in %s', (stage) => {
  const limit = patience[stage];
  it('rots once its stage has no patience any more, and never while it is on hold', () => {
    const at = (days: number, status: 'active' | 'on_hold' = 'active') =>
      isRotting({ stage, status, ...since(days * DAY) }, NOW);
    if (limit === undefined) return expect(at(10_000)).toBe(false);
    expect([at(limit), at(limit + 1), at(limit + 1, 'on_hold')]).toEqual([false, true, false]);
  });
});
