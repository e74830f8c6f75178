import { sharedName, sharedRedis } from '../shared';
import type { Shaped } from './answers';

const TTL_MS = 60_000;

const nameIn = (version: string): string => sharedName('report', version);

/**
 * Answers that other processes have computed, by their versions: null for what is not there, which is everything while Redis
 * is away. An answer is named by the data it was computed from, so that it is never stale.
 */
export async function recall(versions: readonly string[]): Promise<(Shaped | null)[]> {
  const redis = sharedRedis();
  if (!redis || !versions.length) return versions.map(() => null);
  try {
    const found = await redis.send('MGET', ...versions.map(nameIn));
    return versions.map((_version, index) => {
      const text = Array.isArray(found) ? found[index] : null;
      return typeof text === 'string' ? (JSON.parse(text) as Shaped) : null;
    });
  } catch {
    return versions.map(() => null);
  }
}

/** Leaves an answer for the other processes; nobody waits for that. */
export function leave(version: string, shaped: Shaped): void {
  sharedRedis()
    ?.send('SET', nameIn(version), JSON.stringify(shaped), 'PX', String(TTL_MS))
    .catch(() => undefined);
}
