import type { SeedProperty } from './properties';
import { cents, roundTo } from './random';
import type { Random } from './random';

/** Fees by what the field pays: sales 5–6 % that fall with size, leases 4–6 % of the total rent. */
function saleFee(random: Random, price: number): number {
  if (price < 2_000_000) return random.pick([5, 5.5, 6]);
  if (price < 8_000_000) return random.pick([3, 3.5, 4]);
  return random.pick([1.25, 1.5, 2, 2.5]);
}

/** What a deal on this property is worth, and what it pays. */
export function termsOf(random: Random, property: SeedProperty) {
  return property.kind.type === 'land' || random.chance(0.42)
    ? saleTerms(random, property)
    : leaseTerms(random, property);
}

function saleTerms(random: Random, property: SeedProperty) {
  const value = roundTo(property.price * random.between(0.92, 1.04), 5000);
  const commissionRate = saleFee(random, value);
  return {
    kind: 'sale' as const,
    representation: random.weighted([
      [55, 'seller'],
      [38, 'buyer'],
      [7, 'dual'],
    ] as const),
    value,
    rentableSF: property.buildingSF,
    capRate: property.cap,
    noi: property.noi,
    commissionBasis: 'percent' as const,
    commissionRate,
    grossCommission: cents((value * commissionRate) / 100),
  };
}

function leaseTerms(random: Random, property: SeedProperty) {
  const rentableSF = Math.min(property.buildingSF ?? 5000, roundTo(random.logNormal(1800, 6200, 48_000), 50));
  const rentPerSF = cents(property.rent * random.between(0.92, 1.04));
  const termMonths = random.pick([36, 36, 60, 60, 60, 84, 120]);
  const freeMonths = random.pick([0, 0, 1, 2, 3, 6]);
  const commissionRate = random.pick([4, 4, 5, 6]);
  const value = cents((rentableSF * rentPerSF * (termMonths - freeMonths)) / 12);
  return {
    kind: 'lease' as const,
    representation: random.weighted([
      [55, 'tenant'],
      [45, 'landlord'],
    ] as const),
    value,
    rentableSF,
    rentPerSF,
    termMonths,
    escalationPct: null,
    freeMonths,
    tiPerSF: random.pick([0, 10, 20, 35]),
    commissionBasis: 'percent' as const,
    commissionRate,
    grossCommission: cents((value * commissionRate) / 100),
  };
}
