import { createHmac, timingSafeEqual } from 'node:crypto';

const mac = (secret: string, payload: string) => createHmac('sha256', secret).update(payload).digest();

/** An opaque token: base64url(JSON) and its HMAC, so that a client cannot make or change one. */
export function signToken(secret: string, payload: object): string {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${body}.${mac(secret, body).subarray(0, 12).toString('base64url')}`;
}

/** The payload, or undefined when the token was not made with this secret. */
export function openToken(secret: string, token: string): unknown {
  const [body = '', signature = ''] = token.split('.');
  const expected = mac(secret, body).subarray(0, 12);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}
