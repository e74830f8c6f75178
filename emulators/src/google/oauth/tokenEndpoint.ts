import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { isRecord, type Body } from '../fieldsInput';
import { ACCESS_TOKEN_TTL_S, mintAccessToken, mintRefreshToken } from './grants';
import { idToken } from './identity';
import type { AuthCode, GoogleContext, GoogleState } from '../types';

/** An error of the token endpoint: `{error, error_description}` of RFC 6749 with Google's wording. */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

export interface TokenResponse {
  access_token: string;
  expires_in: number;
  refresh_token?: string;
  scope: string;
  token_type: 'Bearer';
  id_token?: string;
}

const invalidRequest = (description: string) => new OAuthError(400, 'invalid_request', description);
const invalidGrant = (description = 'Bad Request') => new OAuthError(400, 'invalid_grant', description);

const field = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

interface Credentials {
  clientId: string;
  clientSecret: string;
}

function credentialsOf(req: Request, body: Body): Credentials {
  const basic = /^Basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (!basic) return { clientId: field(body, 'client_id'), clientSecret: field(body, 'client_secret') };
  const decoded = Buffer.from(basic, 'base64').toString('utf8');
  const cut = decoded.indexOf(':');
  const part = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
  return { clientId: part(decoded.slice(0, cut)), clientSecret: part(decoded.slice(cut + 1)) };
}

/** Any pair will do until clients were registered through the control API; then only those, exactly. */
function checkClient(state: GoogleState, { clientId, clientSecret }: Credentials): void {
  if (!clientId) throw invalidRequest('Could not determine client ID from request.');
  const client = state.clients[clientId];
  if (Object.keys(state.clients).length && !client) {
    throw new OAuthError(401, 'invalid_client', 'The OAuth client was not found.');
  }
  if (!clientSecret) throw invalidRequest('client_secret is missing.');
  if (client && client.clientSecret !== clientSecret)
    throw new OAuthError(401, 'invalid_client', 'Unauthorized');
}

function checkVerifier(challenge: AuthCode['challenge'], verifier: string): void {
  if (!challenge && verifier) throw invalidGrant('code_verifier or verifier is not needed.');
  if (!challenge) return;
  if (!verifier) throw invalidGrant('Missing code verifier.');
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  const expected = challenge.method === 'S256' ? hashed : verifier;
  if (expected !== challenge.value) throw invalidGrant('Invalid code verifier.');
}

function redeemCode(ctx: GoogleContext, body: Body, clientId: string): TokenResponse {
  const state = ctx.state.value;
  const code = field(body, 'code');
  if (!code) throw invalidRequest('Missing required parameter: code');
  if (!code.startsWith('4/')) throw invalidGrant('Malformed auth code.');
  const grant = state.codes[code];
  if (!grant || grant.expiresAt <= ctx.clock.epochMs() || grant.clientId !== clientId) throw invalidGrant();
  const redirectUri = field(body, 'redirect_uri');
  if (!redirectUri) throw invalidRequest('Missing required parameter: redirect_uri');
  if (redirectUri !== grant.redirectUri) throw new OAuthError(400, 'redirect_uri_mismatch', 'Bad Request');
  checkVerifier(grant.challenge, field(body, 'code_verifier'));
  delete state.codes[code];
  const refresh = grant.withRefreshToken ? { refresh_token: mintRefreshToken(ctx, grant) } : {};
  return respond(ctx, grant, refresh);
}

function refresh(ctx: GoogleContext, body: Body, clientId: string): TokenResponse {
  const token = field(body, 'refresh_token');
  if (!token) throw invalidRequest('Missing required parameter: refresh_token');
  const grant = ctx.state.value.refreshTokens[token];
  if (!grant) throw invalidGrant();
  if (grant.clientId !== clientId) throw new OAuthError(401, 'unauthorized_client', 'Unauthorized');
  if (grant.revoked) throw invalidGrant('Token has been expired or revoked.');
  return respond(ctx, grant, {});
}

interface Granted {
  email: string;
  clientId: string;
  scopes: string[];
  nonce?: string;
}

function respond(ctx: GoogleContext, grant: Granted, extra: { refresh_token?: string }): TokenResponse {
  const account = ctx.state.value.accounts[grant.email];
  if (!account) throw invalidGrant('Account has been deleted');
  const { clientId, scopes, nonce } = grant;
  return {
    access_token: mintAccessToken(ctx, grant),
    expires_in: ACCESS_TOKEN_TTL_S,
    ...extra,
    scope: scopes.join(' '),
    token_type: 'Bearer',
    ...(scopes.includes('openid') ? { id_token: idToken(ctx, { account, clientId, scopes, nonce }) } : {}),
  };
}

/**
 * POST /token: authorization_code (with PKCE where the code was asked for with a challenge) and refresh_token.
 * Codes work once; refresh tokens are not rotated. Throws OAuthError.
 */
export function exchangeToken(ctx: GoogleContext, req: Request): TokenResponse {
  const parsed: unknown = req.body;
  const body = isRecord(parsed) ? parsed : {};
  const grantType = field(body, 'grant_type');
  if (!grantType) throw invalidRequest('Required parameter is missing: grant_type');
  const credentials = credentialsOf(req, body);
  checkClient(ctx.state.value, credentials);
  if (grantType === 'authorization_code') return redeemCode(ctx, body, credentials.clientId);
  if (grantType === 'refresh_token') return refresh(ctx, body, credentials.clientId);
  throw new OAuthError(400, 'unsupported_grant_type', `Invalid grant_type: ${grantType}`);
}
