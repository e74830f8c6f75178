import { randomUUID } from 'node:crypto';
import { logger } from '../lib/logger';
import { sharedName, sharedRedis } from '../services/shared';

/**
 * Carries messages for sockets to the other processes. `deliver` hands one to the sockets of this process; the function that
 * is returned does so for all of them. While Redis is away, and where there is none, only this process hears of it; open
 * screens ask again when they are looked at.
 */
export function fanOut<T>(deliver: (message: T) => void): (message: T) => void {
  const redis = sharedRedis();
  if (!redis) return deliver;
  const self = randomUUID();
  const channel = sharedName('sockets');
  redis.subscribe(channel, (text) => {
    try {
      const { from, message } = JSON.parse(text) as { from: string; message: T };
      if (from !== self) deliver(message);
    } catch (error) {
      logger.warn({ err: error as Error }, 'a message of another process was not understood');
    }
  });
  return (message) => {
    deliver(message);
    redis.publish(channel, JSON.stringify({ from: self, message }));
  };
}
