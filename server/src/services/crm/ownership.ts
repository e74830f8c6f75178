import { AppError } from '../../lib/errors';
import { User } from '../../models/User';
import type { Ctx } from '../context';

/** The team follows the owner. Agents keep what they create; managers give within their teams; admins to anyone. */
export async function ownership(
  ctx: Ctx,
  ownerId: string | undefined,
): Promise<{ ownerId: string; teamId: string | null }> {
  const { actor } = ctx;
  if (!ownerId || ownerId === actor.id) return { ownerId: actor.id, teamId: actor.teamId };
  const owner = await User.findByPk(ownerId, { transaction: ctx.transaction ?? null });
  if (owner?.status !== 'active')
    throw new AppError('invalid', { fields: { ownerId: 'There is no such active user.' } });
  const mayGive = actor.role === 'admin' || (owner.teamId !== null && actor.teamIds.includes(owner.teamId));
  if (!mayGive)
    throw new AppError('invalid', { fields: { ownerId: 'You can only assign within your own team.' } });
  return { ownerId: owner.id, teamId: owner.teamId };
}
