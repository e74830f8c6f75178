import { MemoryStore } from 'express-rate-limit';
import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import type { Redis } from '../lib/redis';
import { sharedName, sharedRedis } from '../services/shared';

/** Counts in the shared Redis, and while that is away in the process: limits hold then for each process by itself. */
class SharedStore implements Store {
  readonly #name: string;
  readonly #redis: Redis;
  readonly #own = new MemoryStore();
  #windowMs = 0;

  constructor(name: string, redis: Redis) {
    this.#name = name;
    this.#redis = redis;
  }

  init(options: Options): void {
    this.#windowMs = options.windowMs;
    this.#own.init(options);
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    try {
      return await this.#count(this.#keyOf(key));
    } catch {
      return this.#own.increment(key);
    }
  }

  async #count(key: string): Promise<ClientRateLimitInfo> {
    const window = String(this.#windowMs);
    const [, totalHits, left] = await Promise.all([
      this.#redis.send('SET', key, '0', 'PX', window, 'NX'),
      this.#redis.send('INCR', key),
      this.#redis.send('PTTL', key),
    ]);
    // It ended between the first and the second: the new one must end, too.
    if (Number(left) < 0) await this.#redis.send('PEXPIRE', key, window);
    const leftMs = Number(left) < 0 ? this.#windowMs : Number(left);
    return { totalHits: Number(totalHits), resetTime: new Date(Date.now() + leftMs) };
  }

  async decrement(key: string): Promise<void> {
    await this.#redis.send('DECR', this.#keyOf(key)).catch(() => this.#own.decrement(key));
  }

  async resetKey(key: string): Promise<void> {
    await this.#redis.send('DEL', this.#keyOf(key)).catch(() => undefined);
    await this.#own.resetKey(key);
  }

  #keyOf(key: string): string {
    return sharedName('limit', this.#name, key);
  }
}

/** The store of a limit: one for all processes where there is a Redis, else the library's own. */
export function limitStore(name: string): { store?: Store } {
  const redis = sharedRedis();
  return redis ? { store: new SharedStore(name, redis) } : {};
}
