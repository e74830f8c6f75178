import { randomUUID } from 'node:crypto';

/** A UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random. */
export function uuidv7(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  // Version 4 has its random bits and its variant at the same places; Node fetches randomness for many at once.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the text form of any uuid: what may be put into an SQL fragment. */
export const isUuid = (value: string): boolean => UUID.test(value);
