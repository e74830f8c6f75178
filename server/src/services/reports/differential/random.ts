/** A stream of numbers that is the same in every run (mulberry32). */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(from.length)] as T;
  }

  /** Null with the given chance. */
  maybe<T>(from: readonly T[], nullChance = 0.2): T | null {
    return this.next() < nullChance ? null : this.pick(from);
  }

  some<T>(from: readonly T[], most: number): T[] {
    return Array.from({ length: this.int(most + 1) }, () => this.pick(from));
  }

  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.int(16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
