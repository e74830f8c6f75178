import { createHash } from 'node:crypto';
import { Op } from 'sequelize';
import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import { AppError } from '../../lib/errors';
import { hashToken, open, randomToken, sameSecret, seal } from '../../lib/crypto';
import { uuidv7 } from '../../lib/ids';
import { ProviderError } from '../../lib/providerError';
import { env } from '../../config/env';
import { enqueue } from '../../jobs/queue';
import { CalendarAccount } from '../../models/CalendarAccount';
import { OAuthState } from '../../models/OAuthState';
import { User } from '../../models/User';
import { rooms } from '../../policies/policy';
import { loadActor } from '../auth/actors';
import { announce, audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx } from '../context';
import { findAccount } from './accounts';
import { providerOf } from './config';
import type { Identity, TokenSet } from './provider';
import { openToken, sealedTokens } from './tokens';

/** How long a person may take on the consent screen. */
const STATE_MINUTES = 10;

export interface Connection {
  /** Where to send the browser. */
  url: string;
  /** For a cookie: the callback is accepted only from the browser that began. */
  browserKey: string;
}

/**
 * Begins OAuth with PKCE (RFC 7636): the state is random, kept as a hash, good once and for ten minutes, and bound to
 * the user, the provider, the verifier and this browser.
 */
export async function beginConnect(
  ctx: Ctx,
  name: CalendarProviderName,
  returnTo: string | undefined,
): Promise<Connection> {
  const provider = providerOf(name);
  const state = randomToken();
  const browserKey = randomToken();
  const verifier = randomToken();
  await OAuthState.destroy({ where: { expiresAt: { [Op.lt]: new Date(Date.now() - 86_400_000) } } });
  await OAuthState.create({
    stateHash: hashToken(`${state}.${browserKey}`),
    userId: ctx.actor.id,
    provider: name,
    codeVerifier: seal(env().TOKEN_ENCRYPTION_KEY, verifier, `verifier|${ctx.actor.id}`),
    returnTo: returnTo ?? null,
    expiresAt: new Date(Date.now() + STATE_MINUTES * 60_000),
  });
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
  return { url: provider.authorizeUrl({ state, codeChallenge }), browserKey };
}

export interface Callback {
  code?: string | undefined;
  state?: string | undefined;
  error?: string | undefined;
}
/** Where the browser goes next, and how it went: `connected`, or a word for the reason it was not. */
export interface CallbackOutcome {
  returnTo: string;
  outcome: { connected: CalendarProviderName } | { error: string };
}

/** Ends OAuth: spends the state, exchanges the code, stores the account and asks for its first sync. */
export async function finishConnect(
  ctx: Ctx,
  name: CalendarProviderName,
  callback: Callback,
  browserKey: string | undefined,
): Promise<CallbackOutcome> {
  const row = await spendState(name, callback.state, browserKey);
  if (!row) return { returnTo: '/settings/integrations', outcome: { error: 'expired' } };
  const returnTo = row.returnTo ?? '/settings/integrations';
  if (callback.error || !callback.code)
    return { returnTo, outcome: { error: callback.error === 'access_denied' ? 'denied' : 'refused' } };
  const actor = await loadActor(row.userId);
  if (!actor) return { returnTo, outcome: { error: 'expired' } };
  const provider = providerOf(name);
  try {
    const verifier = open(env().TOKEN_ENCRYPTION_KEY, row.codeVerifier, `verifier|${row.userId}`);
    const tokens = await provider.exchangeCode(callback.code, verifier);
    if (provider.missingScopes(tokens.scopes).length) {
      await returnGrant(row.userId, name, tokens.refreshToken);
      return { returnTo, outcome: { error: 'permission' } };
    }
    const identity = await provider.identity(tokens.accessToken);
    await storeAccount({ ...ctx, actor }, name, identity, tokens);
    return { returnTo, outcome: { connected: name } };
  } catch (error) {
    if (error instanceof ProviderError) return { returnTo, outcome: { error: 'provider' } };
    throw error;
  }
}

/**
 * Gives back what was granted too narrowly. Not where a connection stands already: Google ends the whole grant of a person,
 * and with it that connection.
 */
async function returnGrant(
  userId: string,
  name: CalendarProviderName,
  refreshToken: string | null,
): Promise<void> {
  if (!refreshToken || (await CalendarAccount.count({ where: { userId, provider: name } }))) return;
  await giveBack(name, refreshToken);
}

/** The state, once: a second callback with it finds nothing. */
async function spendState(
  name: CalendarProviderName,
  state: string | undefined,
  browserKey: string | undefined,
): Promise<OAuthState | null> {
  if (!state || !browserKey) return null;
  const stateHash = hashToken(`${state}.${browserKey}`);
  const [count, rows] = await OAuthState.update(
    { usedAt: new Date() },
    {
      where: { stateHash, provider: name, usedAt: null, expiresAt: { [Op.gt]: new Date() } },
      returning: true,
    },
  );
  const row = rows[0];
  return count === 1 && row && sameSecret(row.stateHash, stateHash) ? row : null;
}

/** Connecting the same account again renews its tokens; its events stay. */
export function storeAccount(
  ctx: Ctx,
  name: CalendarProviderName,
  identity: Identity,
  tokens: TokenSet,
): Promise<CalendarAccount> {
  return inTransaction(ctx, async (tx) => {
    const user = await User.findByPk(tx.actor.id, { transaction: tx.transaction });
    const where = { userId: tx.actor.id, provider: name, providerUserId: identity.providerUserId };
    const known = await CalendarAccount.findOne({ where, transaction: tx.transaction, lock: true });
    const id = known?.id ?? uuidv7();
    const facts = {
      email: identity.email,
      timezone: identity.timezone ?? user?.timezone ?? 'UTC',
      status: 'ok' as const,
      lastError: null,
      ...sealedTokens(id, tokens),
    };
    const account = known
      ? await known.update(facts, { transaction: tx.transaction })
      : await CalendarAccount.create({ id, ...where, ...facts }, { transaction: tx.transaction });
    await audit(tx, {
      action: 'calendar.connect',
      resource: 'calendar-accounts',
      resourceId: id,
      changes: { provider: [null, name], email: [null, identity.email] },
    });
    await enqueue('calendar:sync', { accountId: id }, tx.transaction, { jobKey: `calendar:sync:${id}` });
    announce(tx, { resource: 'calendar-accounts', id, rooms: [rooms.user(account.userId)] });
    return account;
  });
}

/** Forgets the account with its events, and gives the grant back to the provider. */
export async function disconnect(ctx: Ctx, id: string): Promise<void> {
  const account = await findAccount(ctx, id);
  const refreshToken = revocable(account);
  await inTransaction(ctx, async (tx) => {
    await account.destroy({ transaction: tx.transaction });
    await audit(tx, {
      action: 'calendar.disconnect',
      resource: 'calendar-accounts',
      resourceId: id,
      changes: { email: [account.email, null] },
    });
    announce(tx, { resource: 'calendar-accounts', id, rooms: [rooms.user(account.userId)] });
    announce(tx, { resource: 'calendar-events', id: null, rooms: [rooms.user(account.userId)] });
  });
  const { provider, providerUserId } = account;
  // Revoking takes the whole grant of that person: only the last connection of an identity may.
  if (!refreshToken || (await CalendarAccount.count({ where: { provider, providerUserId } }))) return;
  // After the commit: the tokens are gone here, whatever the provider says.
  await giveBack(provider, refreshToken);
}

/** A token whose key is gone cannot be given back, but the account can be left. */
function revocable(account: CalendarAccount): string | null {
  try {
    return openToken(account, 'refreshToken');
  } catch {
    return null;
  }
}

/** Whatever the provider says to it: also when it is not set up any more. */
async function giveBack(name: CalendarProviderName, refreshToken: string): Promise<void> {
  try {
    await providerOf(name).revoke(refreshToken);
  } catch (error) {
    if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
  }
}
