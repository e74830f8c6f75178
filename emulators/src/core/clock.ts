/** The time a provider believes it is. Real time unless a test shifts or freezes it. */
export interface Clock {
  now(): Date;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  epochMs(): number;
  /** Freezes the clock at an ISO 8601 instant; null returns to real time. Throws RangeError on a bad instant. */
  set(iso: string | null): void;
  /** Moves a frozen clock, or shifts a running one, by this many milliseconds (may be negative). */
  advance(ms: number): void;
  isFrozen(): boolean;
  /** Calls back after every set or advance, so that what became due can run. Returns the unsubscriber. */
  onChange(listener: () => void): () => void;
}

export function createClock(): Clock {
  let frozenAt: number | null = null;
  let offset = 0;
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const epochMs = () => frozenAt ?? Date.now() + offset;

  return {
    epochMs,
    now: () => new Date(epochMs()),
    isFrozen: () => frozenAt !== null,
    set(iso) {
      const instant = iso === null ? null : Date.parse(iso);
      if (Number.isNaN(instant)) throw new RangeError(`Not an ISO 8601 instant: ${iso}`);
      frozenAt = instant;
      offset = 0;
      tell();
    },
    advance(ms) {
      if (!Number.isFinite(ms)) throw new RangeError('advance takes a finite number of milliseconds');
      if (frozenAt === null) offset += ms;
      else frozenAt += ms;
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
