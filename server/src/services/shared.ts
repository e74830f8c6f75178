import { createHmac } from 'node:crypto';
import { env } from '../config/env';
import { openRedis } from '../lib/redis';
import type { Redis } from '../lib/redis';
import { database } from '../models';

let opened: Redis | null | undefined;

/** The Redis that the processes of this installation share; null when none is configured. Whatever it is used for works without. */
export function sharedRedis(): Redis | null {
  if (opened === undefined) {
    const { REDIS_URL } = env();
    opened = REDIS_URL ? openRedis(REDIS_URL) : null;
  }
  return opened;
}

/**
 * A name in that Redis that no other installation uses. Two of them may share a Redis, and both call their database
 * `localhost:5432/besahubs`; but their processes alone share a secret.
 */
export function sharedName(...parts: string[]): string {
  const { host, port, database: name } = database().config;
  const installation = createHmac('sha256', env().JWT_ACCESS_SECRET)
    .update(`${host}:${port}/${name}`)
    .digest('hex')
    .slice(0, 12);
  return ['besahubs', installation, ...parts].join(':');
}

/** Ends the connections, when the program stops. */
export function closeShared(): void {
  opened?.close();
  opened = undefined;
}
