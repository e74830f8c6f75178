/** A uuid as four words of 32 bits. */
export type Words = readonly [number, number, number, number];

/** From the usual text of 36 characters. */
export function wordsOf(uuid: string): Words {
  const hex = uuid.replaceAll('-', '');
  const word = (at: number): number => Number.parseInt(hex.slice(8 * at, 8 * at + 8), 16) | 0;
  return [word(0), word(1), word(2), word(3)];
}

const hexOf = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/**
 * Numbers uuids 0, 1, 2 … as they come. About 24 bytes each, where a Map of texts takes some 150: ten million rows must fit.
 * Nothing is ever taken out.
 */
export class UuidIndex {
  size = 0;
  #words = new Int32Array(4 * 1024);
  /** Number of the uuid plus one, open addressing; zero is free. Never more than two thirds full. */
  #slots = new Int32Array(2048);

  /** Its number, a new one if it has none yet. */
  add(a: number, b: number, c: number, d: number): number {
    const slot = this.#slotOf(a, b, c, d);
    const taken = this.#slots[slot] ?? 0;
    if (taken) return taken - 1;
    const index = this.size;
    if (4 * (index + 1) > this.#words.length) this.#words = grown(this.#words, 2 * this.#words.length);
    this.#words.set([a, b, c, d], 4 * index);
    this.#slots[slot] = index + 1;
    this.size += 1;
    if (3 * this.size > 2 * this.#slots.length) this.#spread(2 * this.#slots.length);
    return index;
  }

  /** Its number, -1 if it has none. */
  find([a, b, c, d]: Words): number {
    return (this.#slots[this.#slotOf(a, b, c, d)] ?? 0) - 1;
  }

  text(index: number): string {
    const hex = [0, 1, 2, 3].map((at) => hexOf(this.#words[4 * index + at] ?? 0)).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** Where it is, or where it would come. */
  #slotOf(a: number, b: number, c: number, d: number): number {
    const words = this.#words;
    const slots = this.#slots;
    const last = slots.length - 1;
    // Version 7 counts time in its first words: all of them have to count.
    let hash = Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ d, 0x9e3779b1);
    hash ^= hash >>> 15;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const taken = slots[slot] ?? 0;
      if (!taken) return slot;
      const at = 4 * (taken - 1);
      if (words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a) return slot;
    }
  }

  /** Makes room for so many at once: each time the slots are spread out anew, everybody else waits. */
  reserve(size: number): void {
    if (4 * size > this.#words.length) this.#words = grown(this.#words, 4 * size);
    let slots = this.#slots.length;
    while (3 * size > 2 * slots) slots *= 2;
    if (slots > this.#slots.length) this.#spread(slots);
  }

  #spread(slots: number): void {
    this.#slots = new Int32Array(slots);
    const words = this.#words;
    for (let index = 0; index < this.size; index += 1) {
      const at = 4 * index;
      const slot = this.#slotOf(
        words[at] as number,
        words[at + 1] as number,
        words[at + 2] as number,
        words[at + 3] as number,
      );
      this.#slots[slot] = index + 1;
    }
  }
}

/** The same with room for more. */
export function grown<T extends Int32Array | Float64Array | Uint8Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (size: number) => T)(length);
  larger.set(array);
  return larger;
}
