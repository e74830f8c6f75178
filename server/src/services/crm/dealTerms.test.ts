import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealFigures, leaseValue, missingForFee } from './dealTerms';
import type { DealTerms } from './dealTerms';

const none: DealTerms = {
  kind: 'sale',
  value: null,
  rentableSF: null,
  rentPerSF: null,
  termMonths: null,
  escalationPct: null,
  freeMonths: null,
  commissionBasis: null,
  commissionRate: null,
};
const lease = (terms: Partial<DealTerms>): DealTerms => ({
  ...none,
  kind: 'lease',
  rentableSF: 10_000,
  rentPerSF: 30,
  termMonths: 60,
  ...terms,
});

/** NUMERIC(14,2) */
const MOST = 999_999_999_999.99;

describe('what a deal is worth and pays', () => {
  const cases: [string, DealTerms, number | null, number | null][] = [
    ['nothing known', none, null, null],
    ['sale without a fee', { ...none, value: 5_000_000 }, 5_000_000, null],
    [
      'sale, percent',
      { ...none, value: 5_000_000, commissionBasis: 'percent', commissionRate: 2.75 },
      5_000_000,
      137_500,
    ],
    [
      'sale, percent, half a cent up',
      { ...none, value: 0.3, commissionBasis: 'percent', commissionRate: 5 },
      0.3,
      0.02,
    ],
    ['flat, without a price', { ...none, commissionBasis: 'flat', commissionRate: 25_000 }, null, 25_000],
    [
      'sale, per SF',
      { ...none, rentableSF: 40_001, commissionBasis: 'per_sf', commissionRate: 0.75 },
      null,
      30_000.75,
    ],
    [
      'lease: SF × rent ÷ 12 × term × %',
      lease({ commissionBasis: 'percent', commissionRate: 6 }),
      1_500_000,
      90_000,
    ],
    ['lease, free months earn nothing', lease({ freeMonths: 6 }), 1_350_000, null],
    ['lease, a third of a month free', lease({ freeMonths: 0.3 }), 1_492_500, null],
    ['lease, 3 % a year: 1 + 1.03 + … + 1.03⁴', lease({ escalationPct: 3 }), 1_592_740.74, null],
    [
      'lease, 18 months: the second year counts half',
      lease({ termMonths: 18, escalationPct: 10 }),
      465_000,
      null,
    ],
    [
      'lease, free months are those of the first years',
      lease({ termMonths: 36, escalationPct: 10, freeMonths: 14 }),
      // 10 months of year two, 12 of year three
      275_000 + 363_000,
      null,
    ],
    ['lease, all of it free', lease({ termMonths: 6, freeMonths: 6 }), 0, null],
    ['lease, no term yet: what was typed', lease({ termMonths: null, value: 400_000 }), 400_000, null],
    ['lease, thirds of a cent', lease({ rentableSF: 1, rentPerSF: 0.01, termMonths: 7 }), 0.01, null],
    ['flat, half a cent up', { ...none, commissionBasis: 'flat', commissionRate: 0.005 }, null, 0.01],
    ['flat, less than half a cent', { ...none, commissionBasis: 'flat', commissionRate: 0.0049 }, null, 0],
    [
      'sale, per SF, half a cent up',
      { ...none, rentableSF: 3, commissionBasis: 'per_sf', commissionRate: 0.005 },
      null,
      0.02,
    ],
    ['the most that can be kept', lease({ rentableSF: 1, rentPerSF: MOST, termMonths: 12 }), MOST, null],
    ['lease, $1.50 per SF', lease({ commissionBasis: 'per_sf', commissionRate: 1.5 }), 1_500_000, 15_000],
  ];
  it.each(cases)('%s', (_name, terms, value, grossCommission) => {
    expect(dealFigures(terms)).toEqual({ value, grossCommission });
  });

  it('refuses amounts that the database cannot keep', () => {
    const huge = lease({ rentableSF: 2_000_000_000, rentPerSF: 1000, termMonths: 1200 });
    expect(() => dealFigures(huge)).toThrow('larger than can be kept');
    const more = lease({ rentableSF: 1, rentPerSF: 1e12, termMonths: 12 });
    expect(() => dealFigures(more)).toThrow(
      expect.objectContaining({ fields: { rentPerSF: expect.any(String) as string } }),
    );
    for (const fee of [
      { ...none, commissionBasis: 'flat', commissionRate: 1e12 },
      { ...none, commissionBasis: 'per_sf', commissionRate: 1e6, rentableSF: 1e6 },
      { ...none, commissionBasis: 'percent', commissionRate: 101, value: MOST },
    ] as const)
      expect(() => dealFigures(fee)).toThrow(
        expect.objectContaining({ fields: { commissionRate: expect.any(String) as string } }),
      );
  });

  it('names the fields that are missing for the fee', () => {
    expect(missingForFee(none)).toEqual(['commissionBasis', 'commissionRate', 'value']);
    expect(missingForFee({ ...none, commissionBasis: 'flat' })).toEqual(['commissionRate']);
    expect(missingForFee({ ...none, commissionBasis: 'per_sf', commissionRate: 1 })).toEqual(['rentableSF']);
    expect(missingForFee(lease({ rentPerSF: null, commissionBasis: 'percent', commissionRate: 4 }))).toEqual([
      'rentPerSF',
    ]);
    expect(missingForFee(lease({ commissionBasis: 'percent', commissionRate: 4 }))).toEqual([]);
  });
});

/** Month by month, as a person with a spreadsheet would. */
function monthByMonth(terms: DealTerms): number {
  const rent = ((terms.rentableSF ?? 0) * (terms.rentPerSF ?? 0)) / 12;
  let total = 0;
  for (let month = 0; month < (terms.termMonths ?? 0); month += 1) {
    const paid = 1 - Math.min(1, Math.max(0, (terms.freeMonths ?? 0) - month));
    total += rent * paid * (1 + (terms.escalationPct ?? 0) / 100) ** Math.floor(month / 12);
  }
  return total;
}

const anyLease = fc.record({
  rentableSF: fc.integer({ min: 0, max: 500_000 }),
  rentPerSF: fc.integer({ min: 0, max: 15_000 }).map((cents) => cents / 100),
  termMonths: fc.integer({ min: 0, max: 240 }),
  escalationPct: fc.option(fc.integer({ min: 0, max: 80_000 }).map((units) => units / 10_000)),
  freeMonths: fc.option(fc.integer({ min: 0, max: 300 }).map((tenths) => tenths / 10)),
});

describe('for any lease', () => {
  it('the value is the sum of the months that are paid', () => {
    fc.assert(
      fc.property(anyLease, (terms) => {
        const expected = monthByMonth(lease(terms));
        const value = leaseValue(lease(terms)) ?? NaN;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(0.006 + expected * 1e-9);
        expect(Math.round(value * 100) / 100).toBe(value);
      }),
    );
  });

  it('more rent, a longer term or a steeper escalation never make it worth less; a free month never more', () => {
    const worth = (terms: Partial<DealTerms>) => leaseValue(lease(terms)) ?? NaN;
    fc.assert(
      fc.property(anyLease, (terms) => {
        const value = worth(terms);
        expect(worth({ ...terms, rentPerSF: terms.rentPerSF + 0.01 })).toBeGreaterThanOrEqual(value);
        expect(worth({ ...terms, termMonths: terms.termMonths + 1 })).toBeGreaterThanOrEqual(value);
        expect(worth({ ...terms, escalationPct: (terms.escalationPct ?? 0) + 1 })).toBeGreaterThanOrEqual(
          value,
        );
        expect(worth({ ...terms, freeMonths: (terms.freeMonths ?? 0) + 1 })).toBeLessThanOrEqual(value);
      }),
    );
  });
});

describe('for any sale', () => {
  it('a percentage fee is within half a cent of price × %', () => {
    const price = fc.integer({ min: 0, max: 50_000_000_000 }).map((cents) => cents / 100);
    const rate = fc.integer({ min: 0, max: 100_000 }).map((units) => units / 10_000);
    fc.assert(
      fc.property(price, rate, (value, commissionRate) => {
        const { grossCommission } = dealFigures({
          ...none,
          value,
          commissionBasis: 'percent',
          commissionRate,
        });
        expect(Math.abs((grossCommission ?? NaN) - (value * commissionRate) / 100)).toBeLessThan(0.005_01);
      }),
    );
  });
});
