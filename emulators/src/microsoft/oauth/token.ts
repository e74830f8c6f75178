import { createHash } from 'node:crypto';
import type { EmulatorContext } from '../../core/context';
import type { Account } from '../calendar/types';
import { findAccount, type AuthorizationCode, type MicrosoftState } from '../state';
import { checkSecret, findClient } from './clients';
import { malformed, missing, OAuthError } from './errors';
import { issueTokens, type TokenAnswer } from './grants';
import { covers, parseScopes } from './scopes';

type Context = EmulatorContext<MicrosoftState>;
export type TokenForm = Record<string, string | undefined>;

const invalidGrant = (aadsts: number, message: string, extra: Record<string, string> = {}) =>
  new OAuthError(400, 'invalid_grant', aadsts, message, extra);

function required(form: TokenForm, name: string): string {
  const value = form[name];
  if (!value) throw missing(name);
  return value;
}

function checkVerifier(
  { challenge, challengeMethod }: AuthorizationCode,
  verifier: string | undefined,
): void {
  if (challenge === null) return;
  if (!verifier) {
    throw invalidGrant(
      50148,
      'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
    );
  }
  const derived =
    challengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (derived !== challenge) {
    throw invalidGrant(
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
}

function checkCode(ctx: Context, code: AuthorizationCode, form: TokenForm, clientId: string): void {
  if (code.clientId !== clientId)
    throw invalidGrant(700005, 'Provided Authorization Code is intended to use against other client.');
  if (code.redeemed) {
    throw invalidGrant(
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    );
  }
  if (code.expiresAt <= ctx.clock.epochMs()) {
    throw invalidGrant(
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    );
  }
  if (code.redirectUri !== required(form, 'redirect_uri')) {
    throw new OAuthError(
      400,
      'invalid_client',
      500112,
      `The reply address '${form.redirect_uri}' does not match the reply address '${code.redirectUri}' provided when requesting Authorization code.`,
    );
  }
  checkVerifier(code, form.code_verifier);
}

function accountOf(ctx: Context, email: string): Account {
  const account = findAccount(ctx.state.value, email);
  if (!account) throw invalidGrant(50034, 'The user account does not exist in the directory.');
  return account;
}

function redeemCode(ctx: Context, form: TokenForm, clientId: string): TokenAnswer {
  const text = required(form, 'code');
  const { codes } = ctx.state.value;
  const code = Object.hasOwn(codes, text) ? codes[text] : undefined;
  if (!code) throw malformed('invalid_grant');
  checkCode(ctx, code, form, clientId);
  code.redeemed = true;
  const { scopes, nonce, email } = code;
  return issueTokens(ctx, { account: accountOf(ctx, email), clientId, scopes, nonce });
}

/** Every use gives a new refresh token. The old one keeps working unless strictRotation is on. */
function refresh(ctx: Context, form: TokenForm, clientId: string): TokenAnswer {
  const text = required(form, 'refresh_token');
  const { refreshTokens, settings } = ctx.state.value;
  const token = Object.hasOwn(refreshTokens, text) ? refreshTokens[text] : undefined;
  if (!token) throw malformed('invalid_grant');
  if (token.clientId !== clientId) {
    throw invalidGrant(700005, 'Provided Refresh Token is intended to use against other client.');
  }
  if (token.revoked || (token.used && settings.strictRotation)) {
    throw invalidGrant(
      50173,
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
      { suberror: 'bad_token' },
    );
  }
  if (token.expiresAt <= ctx.clock.epochMs()) {
    throw invalidGrant(
      700082,
      'The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.',
    );
  }
  const asked = form.scope ? parseScopes(form.scope) : token.scopes;
  if (!covers(token.scopes, asked)) {
    throw invalidGrant(
      65001,
      `The user or administrator has not consented to use the application with ID '${clientId}'. Send an interactive authorization request for this user and resource.`,
      { suberror: 'consent_required' },
    );
  }
  token.used = true;
  const scopes = asked.includes('.default') ? token.scopes : [...new Set([...asked, 'offline_access'])];
  return issueTokens(ctx, { account: accountOf(ctx, token.email), clientId, scopes });
}

/** POST token: authorization_code (with PKCE) and refresh_token. Throws OAuthError. */
export function tokenAnswer(ctx: Context, tenant: string, form: TokenForm): TokenAnswer {
  const clientId = required(form, 'client_id');
  const grantType = required(form, 'grant_type');
  checkSecret(findClient(ctx.state.value, clientId, tenant), form.client_secret, clientId);
  if (grantType === 'authorization_code') return redeemCode(ctx, form, clientId);
  if (grantType === 'refresh_token') return refresh(ctx, form, clientId);
  throw new OAuthError(
    400,
    'unsupported_grant_type',
    70003,
    `The app requested an unsupported grant type '${grantType}'.`,
  );
}
