import { randomBytes } from 'node:crypto';
import type { EmulatorContext } from '../../core/context';
import type { Account } from '../calendar/types';
import type { AuthorizationCode, MicrosoftState } from '../state';
import { idToken } from './idToken';
import { grantedScopes } from './scopes';

type Context = EmulatorContext<MicrosoftState>;

const CODE_LIFETIME_MS = 10 * 60_000;
/** 90 days, renewed at each use since every use gives a new token. */
const REFRESH_LIFETIME_MS = 90 * 86_400_000;
const KEPT_CODES = 200;

const secret = (prefix: string, bytes: number) => `${prefix}${randomBytes(bytes).toString('base64url')}`;

export interface TokenAnswer {
  token_type: 'Bearer';
  scope: string;
  /** Seconds. */
  expires_in: number;
  ext_expires_in: number;
  access_token: string;
  refresh_token?: string;
  id_token?: string;
}

interface Grant {
  account: Account;
  clientId: string;
  scopes: string[];
  nonce?: string | null;
}

export const issuerOf = (ctx: Context, tenantId: string): string => `${ctx.baseUrl()}/${tenantId}/v2.0`;

function prune(ctx: Context): void {
  const { codes, accessTokens } = ctx.state.value;
  const now = ctx.clock.epochMs();
  const old = Object.keys(codes);
  for (const code of old.slice(0, Math.max(0, old.length - KEPT_CODES))) delete codes[code];
  for (const [token, { expiresAt }] of Object.entries(accessTokens)) {
    // Expired tokens stay a day, so that they are told apart from unknown ones.
    if (expiresAt < now - 86_400_000) delete accessTokens[token];
  }
}

/** A single-use code for the redirect, valid ten minutes. */
export function issueCode(
  ctx: Context,
  grant: Omit<AuthorizationCode, 'code' | 'expiresAt' | 'redeemed'>,
): string {
  prune(ctx);
  const code = secret('0.A', 48);
  const expiresAt = ctx.clock.epochMs() + CODE_LIFETIME_MS;
  ctx.state.value.codes[code] = { ...grant, code, expiresAt, redeemed: false };
  ctx.state.save();
  return code;
}

/** Access token, with a refresh token when offline_access was granted and an id_token when openid was. */
export function issueTokens(ctx: Context, { account, clientId, scopes, nonce = null }: Grant): TokenAnswer {
  const { value } = ctx.state;
  const now = ctx.clock.epochMs();
  const seconds = value.settings.accessTokenSeconds;
  const shared = { email: account.email, clientId, scopes, revoked: false };
  const accessToken = secret('EwB4', 64);
  value.accessTokens[accessToken] = { ...shared, expiresAt: now + seconds * 1000 };
  const answer: TokenAnswer = {
    token_type: 'Bearer',
    scope: grantedScopes(scopes),
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: accessToken,
  };
  if (scopes.includes('offline_access')) {
    answer.refresh_token = secret('1.A', 64);
    value.refreshTokens[answer.refresh_token] = {
      ...shared,
      expiresAt: now + REFRESH_LIFETIME_MS,
      used: false,
    };
  }
  if (scopes.includes('openid')) {
    const issuer = issuerOf(ctx, account.tenantId);
    answer.id_token = idToken(value, { account, clientId, scopes, nonce, issuer, now: ctx.clock.now() });
  }
  ctx.state.save();
  return answer;
}
