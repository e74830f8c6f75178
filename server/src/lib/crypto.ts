import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** URL-safe random token of `bytes` bytes. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** What is stored of a token: hex SHA-256. The token itself is never written down. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Compares two secrets without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}

/** Key id → 32 bytes. The first key seals; all of them open, so that keys can rotate. */
export type KeyRing = ReadonlyMap<string, Buffer>;

/** Reads `k2:base64,k1:base64`; throws when a key is not 32 bytes. */
export function parseKeyRing(text: string): KeyRing {
  const ring = new Map<string, Buffer>();
  for (const part of text.split(',')) {
    const [id, encoded] = part.trim().split(':');
    const key = Buffer.from(encoded ?? '', 'base64');
    if (!id || key.length !== 32) throw new Error('each key must be <id>:<32 bytes in base64>');
    ring.set(id, key);
  }
  return ring;
}

/**
 * AES-256-GCM with a random 96-bit IV: `keyId.iv.tag.ciphertext`. `context` (such as `accountId|accessToken`) is
 * authenticated with it, so that a sealed value copied to another row does not open.
 */
export function seal(ring: KeyRing, plain: string, context: string): string {
  const [keyId, key] = ring.entries().next().value ?? [];
  if (!keyId || !key) throw new Error('no encryption key');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [keyId, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** Opens what `seal` made; throws when the key is gone, the context differs or a bit was changed. */
export function open(ring: KeyRing, sealed: string, context: string): string {
  const [keyId, iv, tag, body] = sealed.split('.');
  const key = ring.get(keyId ?? '');
  if (!key || !iv || !tag || body === undefined) throw new Error('cannot open the sealed value');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}
