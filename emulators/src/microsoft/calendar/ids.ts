import type { Account, StoredEvent } from './types';

const IMMUTABLE = 'AAkALgAA';
const MUTABLE = 'AAMkADAA';

const encode = (prefix: string, parts: (string | number)[]) =>
  `${prefix}${Buffer.from(parts.join('|')).toString('base64url')}=`;

/**
 * Event ids are opaque, case-sensitive and safe in a path. The immutable kind survives a move to another calendar, the
 * default kind does not (Graph docs, outlook-immutable-id).
 */
export function eventId(
  account: Account,
  item: Pick<StoredEvent, 'key' | 'placement'>,
  date: string | null,
  immutable: boolean,
): string {
  const mailbox = account.id.slice(0, 8);
  const root = immutable ? item.key : item.placement;
  return encode(immutable ? IMMUTABLE : MUTABLE, [mailbox, root, date ?? '']);
}

/** Finds what an id of either kind points at; undefined for foreign, stale or malformed ids. */
export function resolveEventId(
  account: Account,
  id: string,
): { event: StoredEvent; date: string | null } | undefined {
  const immutable = id.startsWith(IMMUTABLE);
  if (!immutable && !id.startsWith(MUTABLE)) return undefined;
  const [mailbox, root, date] = Buffer.from(id.slice(MUTABLE.length), 'base64url')
    .toString('utf8')
    .split('|');
  if (mailbox !== account.id.slice(0, 8)) return undefined;
  const event = account.events.find((one) => String(immutable ? one.key : one.placement) === root);
  // Decoding is lenient (case, padding): only the exact spelling counts.
  if (!event || eventId(account, event, date || null, immutable) !== id) return undefined;
  return { event, date: date || null };
}
