import {
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  createHash,
  type KeyObject,
} from 'node:crypto';
import { ACCESS_TOKEN_TTL_S } from './grants';
import type { Account, GoogleContext } from '../types';

export const ISSUER = 'https://accounts.google.com';

function privateKey(ctx: GoogleContext): KeyObject {
  const state = ctx.state.value;
  if (!state.signingKey) {
    const { privateKey: made } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    state.signingKey = made.export({ type: 'pkcs8', format: 'pem' }).toString();
    ctx.state.save();
  }
  return createPrivateKey(state.signingKey);
}

function publicJwk(key: KeyObject) {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('hex').slice(0, 40);
  return { ...jwk, kid, use: 'sig', alg: 'RS256' };
}

/** The key set that verifies the id_tokens, as at /oauth2/v3/certs. */
export const jwks = (ctx: GoogleContext) => ({ keys: [publicJwk(privateKey(ctx))] });

/** The same keys by id as PEM, as at /oauth2/v1/certs. */
export function pemKeys(ctx: GoogleContext): Record<string, string> {
  const key = privateKey(ctx);
  const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return { [publicJwk(key).kid]: pem };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const has = (scopes: string[], name: string) =>
  scopes.includes(name) || scopes.includes(`https://www.googleapis.com/auth/userinfo.${name}`);

/** OpenID claims about a user, as far as the scopes go. */
export function claimsOf(account: Account, scopes: string[]) {
  const [given = account.name, ...family] = account.name.split(' ');
  const profile = { name: account.name, given_name: given, family_name: family.join(' '), locale: 'en' };
  return {
    sub: account.sub,
    ...(has(scopes, 'email') ? { email: account.email, email_verified: true } : {}),
    ...(has(scopes, 'profile') ? profile : {}),
  };
}

interface IdTokenInput {
  account: Account;
  clientId: string;
  scopes: string[];
  nonce?: string | undefined;
}

/** A JWT signed RS256 with the key of this emulator's state. */
export function idToken(ctx: GoogleContext, { account, clientId, scopes, nonce }: IdTokenInput): string {
  const key = privateKey(ctx);
  const now = Math.floor(ctx.clock.epochMs() / 1000);
  const payload = {
    iss: ISSUER,
    azp: clientId,
    aud: clientId,
    ...claimsOf(account, scopes),
    ...(nonce ? { nonce } : {}),
    iat: now,
    exp: now + ACCESS_TOKEN_TTL_S + 1,
  };
  const head = `${encode({ alg: 'RS256', kid: publicJwk(key).kid, typ: 'JWT' })}.${encode(payload)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
}
