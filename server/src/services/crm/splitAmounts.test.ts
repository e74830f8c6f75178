import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAmounts } from './splitAmounts';

const cents = (amount: number): number => Math.round(amount * 100);

/** Shares that total 10,000: cuts of the whole. */
const shares = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 12 })
  .map((cuts) => [...cuts, 10_000].sort((a, b) => a - b))
  .map((cuts) => cuts.map((cut, index) => cut - (cuts[index - 1] ?? 0)));
const amounts = fc.integer({ min: 0, max: 99_999_999_999_999 }).map((value) => value / 100);

describe('splitAmounts', () => {
  it.each([
    [100, [5000, 5000], [50, 50]],
    [100, [3333, 3333, 3334], [33.33, 33.33, 33.34]],
    [0.01, [5000, 5000], [0.01, 0]],
    [0.05, [3334, 3333, 3333], [0.02, 0.02, 0.01]],
    [90_000.01, [6000, 4000], [54_000.01, 36_000]],
    [12.34, [10_000, 0], [12.34, 0]],
    [0, [7000, 3000], [0, 0]],
  ])('%s by %j is %j', (amount, bps, expected) => {
    expect(splitAmounts(amount, bps)).toEqual(expected);
  });

  it('sums to the cent, and keeps every line within a cent of its exact share', () => {
    fc.assert(
      fc.property(amounts, shares, (amount, bps) => {
        const parts = splitAmounts(amount, bps).map(cents);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(cents(amount));
        parts.forEach((part, index) => {
          const exact = BigInt(cents(amount)) * BigInt(bps[index] ?? 0);
          const distance = BigInt(part) * 10_000n - exact;
          expect(distance > -10_000n && distance < 10_000n).toBe(true);
        });
      }),
    );
  });

  it('gives a bigger share never less than a smaller one, and nothing to a share of nothing', () => {
    fc.assert(
      fc.property(amounts, shares, (amount, bps) => {
        const parts = splitAmounts(amount, bps);
        bps.forEach((share, i) => {
          if (share === 0) expect(parts[i]).toBe(0);
          bps.forEach((other, j) => {
            if (share > other) expect(parts[i]).toBeGreaterThanOrEqual(parts[j] ?? NaN);
          });
        });
      }),
    );
  });
});
