import { Op } from 'sequelize';
import type { MembersInput } from '@besahubs/contracts/deals';
import { AppError } from '../../lib/errors';
import type { Deal } from '../../models/Deal';
import { DealMember } from '../../models/DealMember';
import { User } from '../../models/User';
import { dealPolicy } from '../../policies/deals';
import { rooms } from '../../policies/policy';
import { announce } from '../changes';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { notify } from '../notifications/notify';
import { dealResource } from './dealResource';
import { findVisible, personLabel, recordChange } from './resource';

const rowsOf = (ctx: Ctx, dealId: string): Promise<DealMember[]> =>
  DealMember.findAll({
    where: { dealId },
    include: [personLabel('user')],
    order: [
      ['createdAt', 'ASC'],
      ['id', 'ASC'],
    ],
    transaction: ctx.transaction ?? null,
  });

/** Who works a deal besides its owner. */
export async function listMembers(ctx: Ctx, dealId: string): Promise<DealMember[]> {
  await findVisible(ctx, dealResource, dealId);
  return rowsOf(ctx, dealId);
}

/** Sets who works a deal besides its owner, of any team: the deal is in their sight from then on, and they are told. */
export function replaceMembers(ctx: Ctx, dealId: string, { members }: MembersInput): Promise<DealMember[]> {
  return inTransaction(ctx, async (tx) => {
    const deal = await findVisible(tx, dealResource, dealId, { lock: true });
    authorize(tx.actor, dealPolicy.assign.bind(dealPolicy), deal);
    const before = await rowsOf(tx, dealId);
    const joining = members.filter(({ userId }) => before.every((member) => member.userId !== userId));
    await checkMembers(tx, deal, members, joining);
    const leaving = before.filter((member) => members.every(({ userId }) => userId !== member.userId));
    await DealMember.destroy({
      where: { dealId, userId: leaving.map(({ userId }) => userId) },
      transaction: tx.transaction,
    });
    await DealMember.bulkCreate(
      members.map((member) => ({ ...member, dealId })),
      {
        updateOnDuplicate: ['role', 'updatedAt'],
        conflictAttributes: ['dealId', 'userId'],
        transaction: tx.transaction,
      },
    );
    await tellMembers(tx, deal, joining, leaving);
    await recordChange(tx, dealResource, 'members', deal, {
      members: [before.map(summary), members.map(summary)],
    });
    return rowsOf(tx, dealId);
  });
}

const summary = ({ userId, role }: { userId: string; role: string }) => ({ userId, role });

async function checkMembers(
  tx: TxCtx,
  deal: Deal,
  members: MembersInput['members'],
  joining: MembersInput['members'],
): Promise<void> {
  const active = await User.findAll({
    attributes: ['id'],
    where: { id: { [Op.in]: joining.map(({ userId }) => userId) }, status: 'active' },
    transaction: tx.transaction,
  });
  const known = new Set(active.map(({ id }) => id));
  const fields: Record<string, string> = {};
  members.forEach(({ userId }, index) => {
    const field = `members.${index}.userId`;
    if (userId === deal.ownerId) fields[field] = 'The owner works the deal anyway.';
    else if (members.findIndex((member) => member.userId === userId) < index) fields[field] = 'Named twice.';
    else if (joining.some((member) => member.userId === userId) && !known.has(userId))
      fields[field] = 'There is no such active user.';
  });
  if (Object.keys(fields).length) throw new AppError('invalid', { fields });
}

async function tellMembers(
  tx: TxCtx,
  deal: Deal,
  joining: { userId: string }[],
  leaving: { userId: string }[],
): Promise<void> {
  for (const { userId } of joining.filter((member) => member.userId !== tx.actor.id))
    await notify(tx, {
      userId,
      kind: 'deal.member_added',
      title: `${tx.actor.name} added you to a deal`,
      body: deal.name,
      resource: 'deals',
      resourceId: deal.id,
    });
  announce(tx, {
    resource: 'deals',
    id: deal.id,
    rooms: [...joining, ...leaving].map(({ userId }) => rooms.user(userId)),
  });
}
