/** Doubles are exact for whole numbers up to here and twice as far; what is added is at most a hundredth of it. */
const FULL = 2 ** 52;

/** Sums of whole numbers per group, exact however many there are. A number added must be below 10^15. */
export class ExactSums {
  readonly #small: Float64Array;
  readonly #large = new Map<number, bigint>();

  constructor(groups: number) {
    this.#small = new Float64Array(groups);
  }

  add(group: number, value: number): void {
    const sum = (this.#small[group] as number) + value;
    this.#small[group] = sum;
    if (sum > FULL || sum < -FULL) this.#set(group);
  }

  total(group: number): bigint {
    return (this.#large.get(group) ?? 0n) + BigInt(this.#small[group] as number);
  }

  #set(group: number): void {
    this.#large.set(group, this.total(group));
    this.#small[group] = 0;
  }
}

/** `decimalOf(-1205n, 2)` is `-12.05`. */
export function decimalOf(units: bigint, scale: number): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
