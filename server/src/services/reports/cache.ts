interface CacheOptions<T> {
  /** How much is kept together, by `weigh`; what is heavier by itself is not kept. */
  most: number;
  weigh: (key: string, value: T) => number;
  ttlMs: number;
}

/** Most recently used last; the oldest go when it becomes too much. Entries live for `ttlMs`. */
export function createCache<T>({ most, weigh, ttlMs }: CacheOptions<T>) {
  const entries = new Map<string, { value: T; until: number; weight: number }>();
  let total = 0;
  const drop = (key: string): void => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  return {
    get(key: string, now: number): T | undefined {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (entry.until <= now) {
        drop(key);
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key: string, value: T, now: number): void {
      drop(key);
      const weight = weigh(key, value);
      if (weight > most) return;
      entries.set(key, { value, until: now + ttlMs, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= most) break;
        drop(oldest);
      }
    },
  };
}

interface Flight<T> {
  promise: Promise<T>;
  waiters: number;
  controller: AbortController;
}

/**
 * Equal questions at the same time become one: `work` runs once per key, whoever comes meanwhile waits for it. It is
 * aborted when everyone who waited has gone; who has gone before asking is not waited for.
 */
export function createFlights<T>() {
  const flights = new Map<string, Flight<T>>();

  const depart = (key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const promise = work(controller.signal).finally(() => {
      if (flights.get(key)?.controller === controller) flights.delete(key);
    });
    const flight = { promise, waiters: 0, controller };
    flights.set(key, flight);
    return flight;
  };

  const isUnderWay = (key: string): boolean => flights.has(key);
  const fly = async (
    key: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<{ value: T; joined: boolean }> => {
    signal?.throwIfAborted();
    const running = flights.get(key);
    const flight = running ?? depart(key, work);
    flight.waiters += 1;
    const leave = () => {
      flight.waiters -= 1;
      if (flight.waiters > 0) return;
      // Whoever asks from now on starts anew: this one is being cancelled.
      if (flights.get(key) === flight) flights.delete(key);
      flight.controller.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return { value: await flight.promise, joined: running !== undefined };
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  };
  return Object.assign(fly, { isUnderWay });
}
