import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { SignOptions } from 'jsonwebtoken';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';

/** Pinned wherever a token is read: what a token says of its algorithm decides nothing. */
const ALGORITHM = 'HS256';
type Audience = 'access' | 'refresh';

const keys = new Map<Audience, KeyObject>();
/** The secrets are those the process was started with: each becomes a key once. */
function keyOf(audience: Audience): KeyObject {
  const known = keys.get(audience);
  if (known) return known;
  const { JWT_ACCESS_SECRET, JWT_REFRESH_SECRET } = env();
  const key = createSecretKey(audience === 'access' ? JWT_ACCESS_SECRET : JWT_REFRESH_SECRET, 'utf8');
  keys.set(audience, key);
  return key;
}

/** Short, because a stolen one cannot be called back; the refresh cookie renews it. */
const ACCESS_TTL_SECONDS = 600;
export const REFRESH_TTL_DAYS = 30;

const sign = (audience: Audience, claims: object, options: SignOptions): string =>
  jwt.sign(claims, keyOf(audience), { ...options, audience, algorithm: ALGORITHM });

/**
 * The user of a token that we signed for this audience and that has not expired; null otherwise. At once rather than by
 * WebCrypto: every request would wait for a thread, behind passwords that are being hashed and answers being compressed.
 */
function userOf(audience: Audience, token: string): string | null {
  const key = keyOf(audience);
  try {
    const claims = jwt.verify(token, key, { audience, algorithms: [ALGORITHM] });
    return typeof claims === 'object' && claims.exp !== undefined ? (claims.sub ?? null) : null;
  } catch {
    // Besides its own errors it lets those of JSON.parse through: whatever was sent, it is no token of ours.
    return null;
  }
}

export const signAccessToken = (userId: string): string =>
  sign('access', {}, { subject: userId, expiresIn: ACCESS_TTL_SECONDS });

/** The user id of a valid access token; null for a bad or expired one. */
export const verifyAccessToken = (token: string): string | null => userOf('access', token);

/** A refresh token: signed, and unique by `tokenId`; its hash is what the database keeps. */
export const signRefreshToken = (userId: string, familyId: string, tokenId: string): string =>
  sign('refresh', { fam: familyId }, { subject: userId, jwtid: tokenId, expiresIn: `${REFRESH_TTL_DAYS}d` });

/** Refuses what we did not sign before the database is asked. */
export function checkRefreshToken(token: string): void {
  if (userOf('refresh', token) === null) throw new AppError('unauthenticated');
}
