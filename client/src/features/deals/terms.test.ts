import { describe, expect, it } from 'vitest';
import { dealValue, grossCommission } from './terms';
import type { Terms } from './terms';

const none: Terms = {
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
const lease = (terms: Partial<Terms>): Terms => ({
  ...none,
  kind: 'lease',
  rentableSF: 10_000,
  rentPerSF: 30,
  termMonths: 60,
  ...terms,
});

/** The same figures as in the server's own test: what one sees while typing is what one gets. */
describe('what the form shows while one types', () => {
  const cases: [string, Terms, number | null, number | null][] = [
    ['nothing known', none, null, null],
    [
      'sale, percent',
      { ...none, value: 5_000_000, commissionBasis: 'percent', commissionRate: 2.75 },
      5_000_000,
      137_500,
    ],
    ['half a cent up', { ...none, value: 0.3, commissionBasis: 'percent', commissionRate: 5 }, 0.3, 0.02],
    ['flat, without a price', { ...none, commissionBasis: 'flat', commissionRate: 25_000 }, null, 25_000],
    ['per SF without a size', { ...none, commissionBasis: 'per_sf', commissionRate: 2 }, null, null],
    [
      'per SF',
      { ...none, rentableSF: 40_001, commissionBasis: 'per_sf', commissionRate: 0.75 },
      null,
      30_000.75,
    ],
    ['lease, percent', lease({ commissionBasis: 'percent', commissionRate: 6 }), 1_500_000, 90_000],
    ['free months earn nothing', lease({ freeMonths: 6 }), 1_350_000, null],
    ['escalation compounds', lease({ escalationPct: 3 }), 1_592_740.74, null],
    ['a last, partial year', lease({ termMonths: 18, escalationPct: 10 }), 465_000, null],
    [
      'free months are the first ones',
      lease({ termMonths: 36, escalationPct: 10, freeMonths: 14 }),
      638_000,
      null,
    ],
    ['no term yet: the estimate', lease({ termMonths: null, value: 400_000 }), 400_000, null],
  ];
  it.each(cases)('%s', (_name, terms, value, fee) => {
    expect({ value: dealValue(terms), fee: grossCommission(terms) }).toEqual({ value, fee });
  });
});
