/**
 * The one place that turns values into text. Pure; the zone is an argument, never the machine's.
 * null and undefined are always “—”, zero is zero.
 */
export const NONE = '—';
const LOCALE = 'en-US';

type Maybe<T> = T | null | undefined;

/** What rounds to nothing has no minus. */
const SIGN = { signDisplay: 'negative' } as const;
const cents = new Intl.NumberFormat(LOCALE, { ...SIGN, style: 'currency', currency: 'USD' });
const dollars = new Intl.NumberFormat(LOCALE, {
  ...SIGN,
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const plain = new Intl.NumberFormat(LOCALE, { ...SIGN, maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(LOCALE, { ...SIGN, style: 'percent', maximumFractionDigits: 2 });

const STEPS = [
  { from: 1e9, unit: 'B' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'K' },
] as const;

/** Three significant digits without trailing zeros: 1.25, 12.5, 125. */
function threeDigits(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

function compact(value: number): string {
  const size = Math.abs(value);
  const step = STEPS.findIndex(({ from }) => size >= from);
  const chosen = STEPS[step];
  if (!chosen) return plain.format(size);
  const text = threeDigits(size / chosen.from);
  // 999,950 rounds to 1000K: say 1M.
  const larger = STEPS[step - 1];
  return text === '1000' && larger ? `1${larger.unit}` : `${text}${chosen.unit}`;
}

/** $1.25M, $845K, $950. Show `moneyExact` on hover. */
export function money(value: Maybe<number>): string {
  if (value == null) return NONE;
  if (Math.abs(value) < 1000) return moneyExact(value);
  return `${value < 0 ? '−' : ''}$${compact(value)}`;
}

/** $1,250,000, with cents only when there are any, or when others of its column have some. */
export function moneyExact(value: Maybe<number>, withCents = !Number.isInteger(value)): string {
  if (value == null) return NONE;
  return (withCents ? cents : dollars).format(value);
}

/** Percent points to text: 6.25 → “6.25%”. */
export const percent = (value: Maybe<number>): string => (value == null ? NONE : share.format(value / 100));

export const number = (value: Maybe<number>): string => (value == null ? NONE : plain.format(value));
/** 1.2K, 3.4M without a unit, for counts on charts and badges. */
export const shortNumber = (value: Maybe<number>): string =>
  value == null ? NONE : `${value < 0 ? '−' : ''}${compact(value)}`;

export const squareFeet = (value: Maybe<number>): string =>
  value == null ? NONE : `${plain.format(Math.round(value))} SF`;
export const acres = (value: Maybe<number>): string => (value == null ? NONE : `${plain.format(value)} ac`);
/** $232/SF for prices, $28.50/SF for rents: cents below $100. */
export const perSquareFoot = (value: Maybe<number>): string =>
  value == null ? NONE : `${(value < 100 ? cents : dollars).format(value)}/SF`;

const STRUCTURES: Record<string, string> = {
  nnn: 'NNN',
  modified_gross: 'MG',
  full_service: 'FSG',
  absolute_net: 'Abs. net',
  ground: 'Ground',
};

export interface RentTerms {
  low: Maybe<number>;
  high?: Maybe<number>;
  basis?: Maybe<'sf_year' | 'sf_month'>;
  structure?: Maybe<string>;
}

/** $28.50/SF/yr NNN, or $24.00–28.50/SF/yr NNN for a range. */
export function rent({ low, high, basis, structure }: RentTerms): string {
  const first = low ?? high;
  if (first == null) return NONE;
  const range = high != null && low != null && high !== low ? `–${high.toFixed(2)}` : '';
  const per = basis === 'sf_month' ? '/SF/mo' : '/SF/yr';
  const suffix = structure ? ` ${STRUCTURES[structure] ?? words(structure)}` : '';
  return `${cents.format(first)}${range}${per}${suffix}`;
}

/** `full_service` → “Full service”. For codes of the contract that have no label of their own. */
export function words(code: Maybe<string>): string {
  if (!code) return NONE;
  const text = code.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** “1 contact”, “1,024 contacts”. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${plain.format(count)} ${count === 1 ? one : many}`;

/** `Weighted commission` → `weighted commission`; abbreviations such as “SF” stay. */
export const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** A noun for several: `stages`, `companies`, `statuses`, `kinds of bounce`. */
export function pluralOf(noun: string): string {
  const [, head = noun, rest = ''] = /^(.+?)( (?:of|in|by) .+)?$/.exec(noun) ?? [];
  if (/[^aeiou]y$/.test(head)) return `${head.slice(0, -1)}ies${rest}`;
  return `${head}${/(?:s|x|ch|sh)$/.test(head) ? 'es' : 's'}${rest}`;
}

/** Up to two letters for an avatar. */
export function initials(name: Maybe<string>): string {
  const parts = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const first = parts[0]?.charAt(0) ?? '';
  const last = parts.length > 1 ? (parts.at(-1)?.charAt(0) ?? '') : '';
  return (first + last).toUpperCase() || '?';
}

/** (312) 555-0142 ext. 12 for North American numbers; everything else as typed. */
export function phone(raw: Maybe<string>, extension?: Maybe<string>): string {
  if (!raw) return NONE;
  const abroad = /^\s*\+(?!\s*1)/.test(raw);
  const digits = raw.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  const text =
    digits.length === 10 && !abroad
      ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
      : raw;
  return extension ? `${text} ext. ${extension}` : text;
}

interface Address {
  street?: Maybe<string>;
  city?: Maybe<string>;
  state?: Maybe<string>;
  zip?: Maybe<string>;
}
/** One line: “1200 Main St, Dallas, TX 75201”. */
export function address({ street, city, state, zip }: Address): string {
  const region = [state, zip].filter(Boolean).join(' ');
  return [street, city, region].filter(Boolean).join(', ') || NONE;
}
