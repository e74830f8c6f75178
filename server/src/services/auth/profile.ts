import type { ProfilePatch } from '@besahubs/contracts/auth';
import { AppError, invalidField } from '../../lib/errors';
import { User } from '../../models/User';
import { rooms } from '../../policies/policy';
import { announce, audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { diffOf } from '../crm/diff';
import { hashPassword, passwordMatches } from './passwords';
import { endAllSessions, openSession } from './sessions';
import type { SignedIn } from './sessions';

async function self(ctx: Ctx): Promise<User> {
  const user = await User.findByPk(ctx.actor.id, { transaction: ctx.transaction ?? null });
  if (!user) throw new AppError('unauthenticated');
  return user;
}

export const me = (ctx: Ctx): Promise<User> => self(ctx);

/** One's own name, zone, title and phone. */
export function updateProfile(ctx: Ctx, patch: ProfilePatch): Promise<User> {
  return inTransaction(ctx, async (tx) => {
    const user = await self(tx);
    user.set(patch);
    const diff = diffOf(user);
    if (!Object.keys(diff).length) return user;
    await user.save({ transaction: tx.transaction });
    await audit(tx, { action: 'agent.update', resource: 'agents', resourceId: user.id, changes: diff });
    announce(tx, { resource: 'agents', id: user.id, rooms: [rooms.everyone] });
    return user;
  });
}

/** Changes the password, ends every session, and opens a new one for the caller. */
export function changePassword(ctx: Ctx, current: string, next: string): Promise<SignedIn> {
  return inTransaction(ctx, async (tx) => {
    const user = await self(tx);
    if (!(await passwordMatches(user.passwordHash, current)))
      throw invalidField('currentPassword', 'This is not your password.');
    await setPassword(tx, user, next);
    return openSession(tx, user);
  });
}

/** Stores the new password and signs the user out everywhere. */
export async function setPassword(tx: TxCtx, user: User, password: string): Promise<void> {
  await user.update({ passwordHash: await hashPassword(password) }, { transaction: tx.transaction });
  await endAllSessions(tx, user.id);
  await audit(tx, {
    action: 'auth.password_change',
    resource: 'agents',
    resourceId: user.id,
    teamId: user.teamId,
  });
}
