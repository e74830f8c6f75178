import type { z } from 'zod';
import type { acceptInput } from '@besahubs/contracts/auth';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';
import { User } from '../../models/User';
import { rooms } from '../../policies/policy';
import { announce, audit } from '../changes';
import { inTransaction, isSystem } from '../context';
import type { Ctx, TxCtx } from '../context';
import { sendTransactional } from '../email/send';
import { setPassword } from './profile';
import { openSession } from './sessions';
import type { SignedIn } from './sessions';
import { findToken, issueToken, spendToken } from './oneTimeTokens';

const DAY_MS = 86_400_000;
const VALID_DAYS = 7;

/** The link with which an invited user chooses a password, once, within a week; earlier links stop working. */
export async function invitationLink(tx: TxCtx, user: User): Promise<string> {
  const token = await issueToken(tx, 'invite', { userId: user.id }, VALID_DAYS * DAY_MS);
  return `${env().APP_BASE_URL}/invitation/${token}`;
}

/** Mails a user who has no password yet the link to choose one. */
export async function inviteUser(tx: TxCtx, user: User): Promise<void> {
  const inviteUrl = await invitationLink(tx, user);
  await sendTransactional(tx, {
    to: user.email,
    template: 'invite',
    userId: user.id,
    dynamicData: {
      recipientName: user.firstName,
      ...(!isSystem(tx.actor) && { inviterName: tx.actor.name }),
      role: user.role,
      expiresIn: `${VALID_DAYS} days`,
    },
    secretData: { inviteUrl },
  });
  await audit(tx, { action: 'auth.invite', resource: 'agents', resourceId: user.id, teamId: user.teamId });
}

async function invitedUser(ctx: Ctx, userId: string | null): Promise<User> {
  const user = userId ? await User.findByPk(userId, { transaction: ctx.transaction ?? null }) : null;
  if (user?.status !== 'invited') throw new AppError('not_found');
  return user;
}

/** Whom an invitation link is for, and who sent it. */
export async function invitationOf(ctx: Ctx, token: string): Promise<{ user: User; invitedBy: User | null }> {
  const row = await findToken(ctx, 'invite', token);
  const user = await invitedUser(ctx, row.userId);
  const invitedBy = row.createdById ? await User.findByPk(row.createdById, { paranoid: false }) : null;
  return { user, invitedBy };
}

/** Makes the invited user active with the chosen password, and signs them in. The link works once. */
export function acceptInvitation(
  ctx: Ctx,
  token: string,
  input: z.output<typeof acceptInput>,
): Promise<SignedIn> {
  return inTransaction(ctx, async (tx) => {
    const row = await spendToken(tx, 'invite', token);
    const user = await invitedUser(tx, row.userId);
    const { password, ...profile } = input;
    user.set({ ...profile, status: 'active' });
    await user.save({ transaction: tx.transaction });
    await setPassword(tx, user, password);
    await audit(tx, {
      action: 'auth.invite_accepted',
      resource: 'agents',
      resourceId: user.id,
      teamId: user.teamId,
    });
    announce(tx, { resource: 'agents', id: user.id, rooms: [rooms.everyone] });
    return openSession(tx, user);
  });
}
