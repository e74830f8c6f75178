import { invalidField } from '../../lib/errors';
import type { Deal } from '../../models/Deal';

/** What a deal is worth, and what it pays, follows from these. */
export type DealTerms = Pick<
  Deal,
  | 'kind'
  | 'value'
  | 'rentableSF'
  | 'rentPerSF'
  | 'termMonths'
  | 'escalationPct'
  | 'freeMonths'
  | 'commissionBasis'
  | 'commissionRate'
>;

/** Dollars, to the cent; null while the terms do not say yet. */
export interface DealFigures {
  value: number | null;
  grossCommission: number | null;
}

/** What NUMERIC(14,2) holds, in cents. */
const MOST_CENTS = 99_999_999_999_999n;
const MONTHS_PER_YEAR = 12;

/** A decimal as a whole number of its smallest units: exact for what the database keeps. */
const scaled = (value: number, digits: number): bigint => BigInt(Math.round(value * 10 ** digits));

const divideHalfUp = (part: bigint, whole: bigint): bigint => (2n * part + whole) / (2n * whole);

function dollars(cents: bigint, field: string): number {
  if (cents > MOST_CENTS) throw invalidField(field, 'This makes the deal larger than can be kept.');
  return Number(cents) / 100;
}

/**
 * Total base rent of a lease over its term, in dollars: SF × rent per SF and year ÷ 12 for each month that is paid.
 *
 * - The escalation steps up once per lease year and compounds: months 13 to 24 pay rent × (1 + e), the next twelve
 *   × (1 + e)², and so on; a last, partial year counts its own months.
 * - Free months lie at the start of the term. They are not rent, so they are not part of the value, and no percentage
 *   fee is earned on them; they use up lease years like any other month.
 * - Computed exactly, rounded half up to the cent once, at the end.
 *
 * Null while size, rent or term is unknown.
 */
export function leaseValue(terms: DealTerms): number | null {
  const { rentableSF, rentPerSF, termMonths } = terms;
  if (rentableSF === null || rentPerSF === null || termMonths === null) return null;
  // Months are counted in tenths, as free months are kept.
  const freeTenths = Math.round((terms.freeMonths ?? 0) * 10);
  const years = Math.ceil(termMonths / MONTHS_PER_YEAR);
  const one = 1_000_000n;
  const step = one + scaled(terms.escalationPct ?? 0, 4);
  // Horner's rule over one common denominator, the last lease year first.
  let numerator = 0n;
  let denominator = 1n;
  for (let year = years - 1; year >= 0; year -= 1) {
    const from = Math.max(year * MONTHS_PER_YEAR * 10, freeTenths);
    const to = Math.min((year + 1) * MONTHS_PER_YEAR, termMonths) * 10;
    denominator *= one;
    numerator = numerator * step + BigInt(Math.max(0, to - from)) * denominator;
  }
  const perYear = BigInt(rentableSF) * scaled(rentPerSF, 2);
  return dollars(divideHalfUp(perYear * numerator, BigInt(MONTHS_PER_YEAR) * 10n * denominator), 'rentPerSF');
}

function commissionOn(terms: DealTerms, value: number | null): number | null {
  const { commissionBasis, commissionRate, rentableSF } = terms;
  if (commissionBasis === null || commissionRate === null) return null;
  const rate = scaled(commissionRate, 4);
  if (commissionBasis === 'flat') return dollars(divideHalfUp(rate, 100n), 'commissionRate');
  if (commissionBasis === 'per_sf') {
    if (rentableSF === null) return null;
    return dollars(divideHalfUp(BigInt(rentableSF) * rate, 100n), 'commissionRate');
  }
  if (value === null) return null;
  return dollars(divideHalfUp(scaled(value, 2) * rate, 1_000_000n), 'commissionRate');
}

/**
 * Value and gross commission of a deal.
 *
 * - Value: of a sale the price; of a lease its total rent (`leaseValue`), or what was typed while that is unknown.
 * - Gross commission: `percent` of the value; `flat` dollars; or dollars `per_sf` of the deal's rentable SF, once.
 *   Rounded half up to the cent.
 *
 * Throws `invalid` when an amount exceeds what the database keeps.
 */
export function dealFigures(terms: DealTerms): DealFigures {
  const value = terms.kind === 'lease' ? (leaseValue(terms) ?? terms.value) : terms.value;
  return { value, grossCommission: commissionOn(terms, value) };
}

const LEASE_SIZE = ['rentableSF', 'rentPerSF', 'termMonths'] as const;

/** The fields that keep the value from being known. */
export function missingForValue(terms: DealTerms): (keyof DealTerms)[] {
  if (dealFigures(terms).value !== null) return [];
  return terms.kind === 'sale' ? ['value'] : LEASE_SIZE.filter((field) => terms[field] === null);
}

/** The fields that keep the fee from being known. */
export function missingForFee(terms: DealTerms): (keyof DealTerms)[] {
  const missing = (['commissionBasis', 'commissionRate'] as const).filter((field) => terms[field] === null);
  if (terms.commissionBasis === 'flat') return missing;
  if (terms.commissionBasis === 'per_sf')
    return terms.rentableSF === null ? [...missing, 'rentableSF'] : missing;
  return [...missing, ...missingForValue(terms)];
}
