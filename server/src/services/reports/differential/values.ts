/** A field’s value in one row: text, enum, date and id as text; instants as epoch milliseconds; numbers as `Decimal`. */
export type Value = string | boolean | number | bigint | readonly string[] | null;

/** Numbers without rounding: 10⁻²⁰ parts. */
type Decimal = bigint;
const PLACES = 20;
const ONE = 10n ** BigInt(PLACES);

/** Of what PostgreSQL or JSON writes: `-12.50`, `1e-7`. */
export function decimal(text: string | number): Decimal {
  const written = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(String(text));
  if (!written) throw new Error(`not a number: ${text}`);
  const [, sign, whole = '', part = '', exponent = '0'] = written;
  const shift = PLACES - part.length + Number(exponent);
  const digits = BigInt(whole + part);
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign ? -size : size;
}

/** `over` and `under` are whole numbers; rounded at the last place. */
export function fraction(over: number, under: number): Decimal {
  const half = BigInt(Math.sign(over)) * (BigInt(under) / 2n);
  return (BigInt(over) * ONE + half) / BigInt(under);
}
export const times = (value: Decimal, whole: number): Decimal => value * BigInt(whole);
/** The double nearest to it. */
export function toNumber(value: Decimal): number {
  const digits = String(value < 0n ? -value : value).padStart(PLACES + 1, '0');
  return Number(`${value < 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`);
}

/** Equal but for what doubles lose. */
export const near = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) + 1e-11;

/** Bytes of UTF-8 in order, as a database with code-point collation sorts text. */
export const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
