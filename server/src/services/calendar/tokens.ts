import { env } from '../../config/env';
import { open, seal } from '../../lib/crypto';
import { AppError } from '../../lib/errors';
import { ProviderError } from '../../lib/providerError';
import { database } from '../../models';
import { CalendarAccount } from '../../models/CalendarAccount';
import { rooms } from '../../policies/policy';
import { changes } from '../changes';
import { systemCtx } from '../context';
import { notify } from '../notifications/notify';
import { providerOf } from './config';
import type { CalendarProvider, TokenSet } from './provider';

/** Renewed this long before it ends, so that a call under way does not meet the end. */
const EARLY_MS = 60_000;

type Field = 'accessToken' | 'refreshToken';
const contextOf = (accountId: string, field: Field): string => `${accountId}|${field}`;

/** The columns of a token set, sealed for this account (SEC1). A provider that sends no refresh token keeps the old one. */
export function sealedTokens(accountId: string, tokens: TokenSet) {
  const ring = env().TOKEN_ENCRYPTION_KEY;
  return {
    accessToken: seal(ring, tokens.accessToken, contextOf(accountId, 'accessToken')),
    ...(tokens.refreshToken && {
      refreshToken: seal(ring, tokens.refreshToken, contextOf(accountId, 'refreshToken')),
    }),
    expiresAt: tokens.expiresAt,
    ...(tokens.scopes.length && { scopes: tokens.scopes }),
  };
}

/** The stored token in clear; null when there is none. */
export function openToken(account: CalendarAccount, field: Field): string | null {
  const sealed = account[field];
  return sealed ? open(env().TOKEN_ENCRYPTION_KEY, sealed, contextOf(account.id, field)) : null;
}

/**
 * Runs `work` with a valid access token. An expired one is renewed first; one the provider refuses is renewed once and
 * the work repeated. Consent that has ended marks the account, tells its owner and throws `reconnect`.
 */
export async function withAccess<T>(
  account: CalendarAccount,
  work: (provider: CalendarProvider, accessToken: string) => Promise<T>,
): Promise<T> {
  const provider = providerOf(account.provider);
  if (account.status === 'needs_reauth') throw reconnect(account);
  try {
    const token = await freshToken(account, provider, null);
    return await work(provider, token).catch(async (error: unknown) => {
      if (!(error instanceof ProviderError) || error.status !== 401) throw error;
      return work(provider, await freshToken(account, provider, token));
    });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'reauthorise') throw error;
    await markForReconnection(account, error);
    throw reconnect(account);
  }
}

const reconnect = (account: CalendarAccount) =>
  new AppError('reconnect', { message: `Connect ${account.email} again: the permission has ended.` });

/**
 * The row is locked while the token is renewed, in this process and any other: Microsoft replaces the refresh token at
 * each use, and the second of two racing renewals would lose it. `refused` is a token known to be no good.
 */
function freshToken(
  account: CalendarAccount,
  provider: CalendarProvider,
  refused: string | null,
): Promise<string> {
  return database().transaction(async (transaction) => {
    await account.reload({ include: [], transaction, lock: true });
    const current = openToken(account, 'accessToken');
    const usable =
      current !== null && current !== refused && account.expiresAt.getTime() - EARLY_MS > Date.now();
    if (usable) return current;
    const refreshToken = openToken(account, 'refreshToken');
    if (!refreshToken) throw new ProviderError('reauthorise', { message: 'There is no refresh token.' });
    const tokens = await provider.refresh(refreshToken);
    await account.update(sealedTokens(account.id, tokens), { transaction });
    return tokens.accessToken;
  });
}

async function markForReconnection(account: CalendarAccount, cause: ProviderError): Promise<void> {
  const [changed] = await CalendarAccount.update(
    { status: 'needs_reauth', lastError: cause.message },
    { where: { id: account.id, status: ['ok', 'error'] } },
  );
  if (!changed) return;
  changes.emit('changed', {
    resource: 'calendar-accounts',
    id: account.id,
    rooms: [rooms.user(account.userId)],
  });
  await notify(systemCtx('calendar'), {
    userId: account.userId,
    kind: 'calendar.reconnect',
    title: 'A calendar has to be connected again',
    body: account.email,
    resource: 'calendar-accounts',
    resourceId: account.id,
  });
}
