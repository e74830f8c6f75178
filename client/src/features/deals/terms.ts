import type { Deal } from '@besahubs/contracts/deals';

/** What value and fee follow from, as typed so far. */
export type Terms = Pick<
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

const MONTHS = 12;
const toCents = (dollars: number): number => Math.round((dollars + Number.EPSILON) * 100) / 100;

/**
 * Total rent of a lease in dollars: SF × $/SF/yr ÷ 12 for each month that is paid; free months come first, and the
 * escalation compounds with each lease year. Null while size, rent or term is unknown.
 */
export function leaseValue(terms: Terms): number | null {
  const { rentableSF, rentPerSF, termMonths } = terms;
  if (rentableSF === null || rentPerSF === null || termMonths === null) return null;
  const step = 1 + (terms.escalationPct ?? 0) / 100;
  const free = terms.freeMonths ?? 0;
  let paid = 0;
  for (let year = 0; year * MONTHS < termMonths; year += 1) {
    const from = Math.max(year * MONTHS, free);
    const to = Math.min((year + 1) * MONTHS, termMonths);
    paid += Math.max(0, to - from) * step ** year;
  }
  return toCents((rentableSF * rentPerSF * paid) / MONTHS);
}

/** Sale price, or the total rent of a lease, or what was estimated while that is unknown. */
export const dealValue = (terms: Terms): number | null =>
  terms.kind === 'lease' ? (leaseValue(terms) ?? terms.value) : terms.value;

/** The fee as the form shows it while one types; the server computes the one that counts. Null while unknown. */
export function grossCommission(terms: Terms): number | null {
  const { commissionBasis, commissionRate, rentableSF } = terms;
  if (commissionBasis === null || commissionRate === null) return null;
  if (commissionBasis === 'flat') return toCents(commissionRate);
  if (commissionBasis === 'per_sf') return rentableSF === null ? null : toCents(rentableSF * commissionRate);
  const value = dealValue(terms);
  return value === null ? null : toCents((value * commissionRate) / 100);
}
