import { Op } from 'sequelize';
import { AppError } from '../../lib/errors';
import { hashToken } from '../../lib/crypto';
import { uuidv7 } from '../../lib/ids';
import { database } from '../../models';
import { RefreshToken } from '../../models/RefreshToken';
import { User } from '../../models/User';
import { audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { loadActor } from './actors';
import { passwordMatches } from './passwords';
import { REFRESH_TTL_DAYS, checkRefreshToken, signAccessToken, signRefreshToken } from './tokens';

/** A signed-in person: the access token for the answer, the refresh token for the cookie. */
export interface SignedIn {
  user: User;
  accessToken: string;
  refreshToken: string;
}

/** Checks the password and opens a session. The refusal is the same for an unknown address and a wrong password. */
export async function login(ctx: Ctx, email: string, password: string): Promise<SignedIn> {
  const user = await User.findOne({ where: { email } });
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  if (!user || !matches || user.status !== 'active') {
    await audit(ctx, {
      action: 'auth.login_failed',
      resource: 'agents',
      ...(user && { resourceId: user.id, teamId: user.teamId }),
    });
    throw new AppError('unauthenticated', { message: 'E-mail or password is wrong.' });
  }
  return openSession(ctx, user);
}

/** Opens a session for a user who has just proved who they are (password, invitation, reset). */
export function openSession(ctx: Ctx, user: User): Promise<SignedIn> {
  return inTransaction(ctx, async (tx) => {
    await noteSignIn(tx, user);
    await audit(await asUser(tx, user), {
      action: 'auth.login',
      resource: 'agents',
      resourceId: user.id,
      teamId: user.teamId,
    });
    return issue(tx, user, uuidv7());
  });
}

/** Past the optimistic lock: two devices may sign in at once, and nobody who edits this user meanwhile is in conflict with it. */
async function noteSignIn({ transaction }: TxCtx, { id }: User): Promise<void> {
  const bind = [id];
  await database().query(`UPDATE "User" SET "lastLoginAt" = now() WHERE id = $1`, { bind, transaction });
}

const asUser = async (tx: TxCtx, user: User): Promise<TxCtx> => ({
  ...tx,
  actor: (await loadActor(user.id)) ?? tx.actor,
});

async function issue(tx: TxCtx, user: User, familyId: string): Promise<SignedIn> {
  const refreshToken = signRefreshToken(user.id, familyId, uuidv7());
  await RefreshToken.create(
    {
      userId: user.id,
      familyId,
      tokenHash: hashToken(refreshToken),
      expiresAt: new Date(Date.now() + REFRESH_TTL_DAYS * 86_400_000),
      ip: tx.ip ?? null,
      userAgent: tx.userAgent?.slice(0, 400) ?? null,
    },
    { transaction: tx.transaction },
  );
  return { user, accessToken: signAccessToken(user.id), refreshToken };
}

/**
 * Exchanges a refresh token for a new pair; the old one is spent. A token that comes back after it was spent was
 * stolen (or its thief came first): the whole family ends, and both have to sign in again (RFC 9700 §4.14.2).
 */
export async function refresh(ctx: Ctx, token: string): Promise<SignedIn> {
  checkRefreshToken(token);
  const outcome = await inTransaction(ctx, async (tx) => {
    const row = await RefreshToken.findOne({
      where: { tokenHash: hashToken(token) },
      lock: true,
      transaction: tx.transaction,
    });
    if (!row || row.revokedAt || row.expiresAt < new Date()) return null;
    if (row.rotatedAt) {
      await endFamily(tx, row.familyId);
      await audit(tx, { action: 'auth.refresh_reuse', resource: 'agents', resourceId: row.userId });
      return null;
    }
    const user = await User.findByPk(row.userId, { transaction: tx.transaction });
    if (user?.status !== 'active') return null;
    await row.update({ rotatedAt: new Date() }, { transaction: tx.transaction });
    return issue(tx, user, row.familyId);
  });
  if (!outcome) throw new AppError('unauthenticated');
  return outcome;
}

const endFamily = (tx: TxCtx, familyId: string) =>
  RefreshToken.update(
    { revokedAt: new Date() },
    { where: { familyId, revokedAt: null }, transaction: tx.transaction },
  );

/** Ends the session the cookie belongs to. Unknown tokens are fine: the caller wants to be signed out. */
export function logout(ctx: Ctx, token: string | undefined): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    if (!token) return;
    const row = await RefreshToken.findOne({
      where: { tokenHash: hashToken(token) },
      transaction: tx.transaction,
    });
    if (!row) return;
    await endFamily(tx, row.familyId);
    const user = await User.findByPk(row.userId, { transaction: tx.transaction });
    if (user)
      await audit(await asUser(tx, user), { action: 'auth.logout', resource: 'agents', resourceId: user.id });
  });
}

/** Ends every session of a user: after a password change, a role change, or when the user is disabled. */
export async function endAllSessions(tx: TxCtx, userId: string): Promise<void> {
  await RefreshToken.update(
    { revokedAt: new Date() },
    { where: { userId, revokedAt: null }, transaction: tx.transaction },
  );
}

/** Forgets tokens a week after they expired; run by the cron. */
export async function pruneSessions(_ctx: Ctx): Promise<void> {
  await RefreshToken.destroy({ where: { expiresAt: { [Op.lt]: new Date(Date.now() - 7 * 86_400_000) } } });
}
