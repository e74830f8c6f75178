import { AppError } from '../../lib/errors';
import { Activity } from '../../models/Activity';
import { Campaign } from '../../models/Campaign';
import { Comp } from '../../models/Comp';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { List } from '../../models/List';
import { Property } from '../../models/Property';
import { Requirement } from '../../models/Requirement';
import { Task } from '../../models/Task';
import { User } from '../../models/User';
import type { Ctx, TxCtx } from '../context';

/** Every kind of record that has an owner and the owner's team. */
const owned = [Activity, Campaign, Comp, Company, Contact, Deal, List, Property, Requirement, Task];

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

/**
 * What somebody owns follows them into another team, deleted rows too: otherwise their old manager would go on seeing it,
 * and the new one would not. Nobody's edit is disturbed: versions and times of change stay.
 */
export async function moveRecords(tx: TxCtx, ownerId: string, teamId: string | null): Promise<void> {
  const { transaction } = tx;
  for (const model of owned)
    await model.sequelize?.query(
      `UPDATE "${model.name}" SET "teamId" = $2 WHERE "ownerId" = $1 AND "teamId" IS DISTINCT FROM $2`,
      { bind: [ownerId, teamId], transaction },
    );
}
