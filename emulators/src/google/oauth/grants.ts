import { randomBytes } from 'node:crypto';
import type { AuthRequest } from './authRequest';
import type { GoogleContext, GoogleState } from '../types';

const CODE_TTL_MS = 10 * 60_000;
/** Google's access tokens live an hour less one second. */
export const ACCESS_TOKEN_TTL_S = 3599;

const random = (bytes: number) => randomBytes(bytes).toString('base64url');
const consentKey = (email: string, clientId: string) => `${email} ${clientId}`;

/** Scopes under which every user agrees by signing in: the consent screen has no box for them. */
export const SIGN_IN_SCOPES = new Set([
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]);

/** Google answers with the long names of `email` and `profile`. */
function canonicalScopes(scopes: string[]): string[] {
  const long = { email: 'userinfo.email', profile: 'userinfo.profile' };
  const named = scopes.map((scope) =>
    scope === 'email' || scope === 'profile' ? `https://www.googleapis.com/auth/${long[scope]}` : scope,
  );
  return [...new Set(named)];
}

export interface Consent {
  scopes: string[];
  code: string;
}

/**
 * The user has said yes: remembers it and makes a code, good once for ten minutes. A refresh token will come with it
 * only for access_type=offline, and then on the first consent or with prompt=consent.
 */
export function giveConsent(
  ctx: GoogleContext,
  request: AuthRequest,
  email: string,
  granted: string[],
): Consent {
  const state = ctx.state.value;
  const key = consentKey(email, request.clientId);
  const before = state.consents[key];
  const wanted = canonicalScopes(granted);
  const scopes = request.includeGranted && before ? [...new Set([...wanted, ...before])] : wanted;
  state.consents[key] = [...new Set([...(before ?? []), ...wanted])];
  const code = `4/0A${random(54)}`;
  const { clientId, redirectUri, challenge, nonce } = request;
  state.codes[code] = {
    email,
    clientId,
    redirectUri,
    scopes,
    withRefreshToken: request.offline && (!before || request.prompt.includes('consent')),
    expiresAt: ctx.clock.epochMs() + CODE_TTL_MS,
    ...(challenge ? { challenge } : {}),
    ...(nonce ? { nonce } : {}),
  };
  ctx.state.save();
  return { scopes, code };
}

function dropExpired(state: GoogleState, now: number): void {
  for (const [token, { expiresAt }] of Object.entries(state.accessTokens)) {
    // Kept for a day, so that the state shows what a client still uses too late.
    if (expiresAt < now - 86_400_000) delete state.accessTokens[token];
  }
  for (const [code, { expiresAt }] of Object.entries(state.codes))
    if (expiresAt < now) delete state.codes[code];
}

interface Grantee {
  email: string;
  clientId: string;
  scopes: string[];
}

export function mintAccessToken(ctx: GoogleContext, { email, clientId, scopes }: Grantee): string {
  const state = ctx.state.value;
  const now = ctx.clock.epochMs();
  dropExpired(state, now);
  const token = `ya29.a0${random(96)}`;
  state.accessTokens[token] = { email, clientId, scopes, expiresAt: now + ACCESS_TOKEN_TTL_S * 1000 };
  ctx.state.save();
  return token;
}

export function mintRefreshToken(ctx: GoogleContext, { email, clientId, scopes }: Grantee): string {
  const token = `1//0${random(64)}`;
  ctx.state.value.refreshTokens[token] = { email, clientId, scopes, revoked: false };
  ctx.state.save();
  return token;
}

/** Tokens without the consent screen, for accounts that a demo has connected already. */
export function grantDirectly(ctx: GoogleContext, grantee: Grantee) {
  const scopes = canonicalScopes(grantee.scopes);
  const { consents } = ctx.state.value;
  const key = consentKey(grantee.email, grantee.clientId);
  consents[key] = [...new Set([...(consents[key] ?? []), ...scopes])];
  const complete = { ...grantee, scopes };
  return {
    access_token: mintAccessToken(ctx, complete),
    refresh_token: mintRefreshToken(ctx, complete),
    expires_in: ACCESS_TOKEN_TTL_S,
    scope: scopes.join(' '),
    token_type: 'Bearer',
  };
}

/** Ends everything a user gave to a client, or to all clients: tokens, consent and channels. */
export function revokeGrant(ctx: GoogleContext, email: string, clientId?: string): void {
  const state = ctx.state.value;
  const hit = (one: { email: string; clientId: string }) =>
    one.email === email && (clientId === undefined || one.clientId === clientId);
  for (const token of Object.values(state.refreshTokens)) if (hit(token)) token.revoked = true;
  for (const [key, token] of Object.entries(state.accessTokens))
    if (hit(token)) delete state.accessTokens[key];
  for (const [key, channel] of Object.entries(state.channels)) if (hit(channel)) delete state.channels[key];
  for (const key of Object.keys(state.consents)) {
    const [who = '', which = ''] = key.split(' ', 2);
    if (hit({ email: who, clientId: which })) delete state.consents[key];
  }
  ctx.state.save();
}
