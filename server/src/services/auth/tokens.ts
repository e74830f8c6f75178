import { SignJWT, errors, jwtVerify } from 'jose';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';

const encoder = new TextEncoder();
const accessKey = () => encoder.encode(env().JWT_ACCESS_SECRET);
const refreshKey = () => encoder.encode(env().JWT_REFRESH_SECRET);

/** Short, because a stolen one cannot be called back; the refresh cookie renews it. */
const ACCESS_TTL_SECONDS = 600;
export const REFRESH_TTL_DAYS = 30;

export const signAccessToken = (userId: string): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setAudience('access')
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TTL_SECONDS}s`)
    .sign(accessKey());

/** The user id of a valid access token; null for a bad or expired one. */
export async function verifyAccessToken(token: string): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, accessKey(), { audience: 'access', algorithms: ['HS256'] });
    return payload.sub ?? null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** A refresh token: signed, and unique by `tokenId`; its hash is what the database keeps. */
export const signRefreshToken = (userId: string, familyId: string, tokenId: string): Promise<string> =>
  new SignJWT({ fam: familyId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setJti(tokenId)
    .setAudience('refresh')
    .setIssuedAt()
    .setExpirationTime(`${REFRESH_TTL_DAYS}d`)
    .sign(refreshKey());

/** Refuses what we did not sign before the database is asked. */
export async function checkRefreshToken(token: string): Promise<void> {
  try {
    await jwtVerify(token, refreshKey(), { audience: 'refresh', algorithms: ['HS256'] });
  } catch (error) {
    throw new AppError('unauthenticated', { cause: error });
  }
}
