import { expect, it } from 'vitest';
import { goalPercent } from './agents';

it('says how far a goal is reached', () => {
  expect(goalPercent(283_606, 400_000)).toBe(71);
  expect(goalPercent(500_000, 400_000)).toBe(125);
  expect(goalPercent(0, 400_000)).toBe(0);
  expect(goalPercent(10, null)).toBeNull();
  expect(goalPercent(10, 0)).toBeNull();
});
