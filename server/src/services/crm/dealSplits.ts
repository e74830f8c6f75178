import { Op } from 'sequelize';
import type { SplitsInput } from '@besahubs/contracts/deals';
import { AppError, invalidField } from '../../lib/errors';
import { CommissionSplit } from '../../models/CommissionSplit';
import { User } from '../../models/User';
import { dealPolicy } from '../../policies/deals';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { dealResource } from './dealResource';
import { findVisible, personLabel, recordChange } from './resource';
import { splitAmounts, WHOLE_BPS } from './splitAmounts';

type Line = SplitsInput['lines'][number];

/** What the lines of a deal total, in basis points: 10,000, or 0 when there are none. */
export async function splitTotal(tx: TxCtx, dealId: string): Promise<number> {
  return (await CommissionSplit.sum('bps', { where: { dealId }, transaction: tx.transaction })) || 0;
}

/** The split of a deal the caller sees: all of it for admin and manager, one's own lines for everybody else. */
export async function listSplits(ctx: Ctx, dealId: string): Promise<CommissionSplit[]> {
  const deal = await findVisible(ctx, dealResource, dealId);
  const all = dealPolicy.seeSplits(ctx.actor, deal);
  return CommissionSplit.findAll({
    where: { dealId, ...(!all && { userId: ctx.actor.id }) },
    include: [personLabel('user')],
    order: ['position'],
    transaction: ctx.transaction ?? null,
  });
}

/** Replaces all lines: they total exactly 100%, or there are none. Amounts follow the deal's gross commission. */
export function replaceSplits(ctx: Ctx, dealId: string, { lines }: SplitsInput): Promise<CommissionSplit[]> {
  return inTransaction(ctx, async (tx) => {
    const deal = await findVisible(tx, dealResource, dealId, { lock: true });
    authorize(tx.actor, dealPolicy.editSplits.bind(dealPolicy), deal);
    if (deal.stage === 'won' && !lines.length)
      throw invalidField('lines', 'A won deal keeps its commission split.');
    checkLines(lines);
    await checkUsers(tx, lines);
    const before = await CommissionSplit.findAll({
      where: { dealId },
      order: ['position'],
      transaction: tx.transaction,
    });
    await CommissionSplit.destroy({ where: { dealId }, transaction: tx.transaction });
    const amounts = amountsOf(deal.grossCommission, lines);
    await CommissionSplit.bulkCreate(
      lines.map((line, position) => ({
        ...line,
        dealId,
        position,
        userId: line.party === 'internal' ? (line.userId ?? null) : null,
        partyName: line.party === 'internal' ? null : (line.partyName ?? null),
        amount: amounts[position] ?? null,
      })),
      { transaction: tx.transaction },
    );
    await recordChange(tx, dealResource, 'splits', deal, {
      splits: [before.map(summary), lines.map(summary)],
    });
    return listSplits(tx, dealId);
  });
}

const summary = ({ party, userId, partyName, bps, status }: Line | CommissionSplit) => ({
  party,
  who: userId ?? partyName ?? null,
  bps,
  status,
});

function checkLines(lines: readonly Line[]): void {
  const fields: Record<string, string> = {};
  const total = lines.reduce((sum, { bps }) => sum + bps, 0);
  if (lines.length && total !== WHOLE_BPS)
    fields['lines'] = `The shares total ${total / 100}%; they must total 100%.`;
  const seen = new Set<string>();
  lines.forEach(({ party, userId, partyName }, index) => {
    if (party === 'internal' && !userId) fields[`lines.${index}.userId`] = 'Choose who gets this share.';
    if (party === 'internal' && userId && seen.has(userId))
      fields[`lines.${index}.userId`] = 'This person has a line already.';
    if (party === 'internal' && userId) seen.add(userId);
    if ((party === 'outside_broker' || party === 'referral') && !partyName)
      fields[`lines.${index}.partyName`] = 'Name who gets this share.';
  });
  if (Object.keys(fields).length) throw new AppError('invalid', { fields });
}

/** Also somebody who has left is still paid. */
async function checkUsers(tx: TxCtx, lines: readonly Line[]): Promise<void> {
  const ids = lines.flatMap(({ party, userId }) => (party === 'internal' && userId ? [userId] : []));
  const users = await User.findAll({
    attributes: ['id'],
    where: { id: { [Op.in]: ids } },
    paranoid: false,
    transaction: tx.transaction,
  });
  const known = new Set(users.map(({ id }) => id));
  const unknown = lines.findIndex(({ party, userId }) => party === 'internal' && !known.has(userId ?? ''));
  if (unknown >= 0) throw invalidField(`lines.${unknown}.userId`, 'There is no such user.');
}

const amountsOf = (gross: number | null, lines: readonly { bps: number }[]): number[] =>
  gross === null || !lines.length
    ? []
    : splitAmounts(
        gross,
        lines.map(({ bps }) => bps),
      );

/** Writes the amounts of all lines anew, for a gross commission that has changed. */
export async function shareOut(tx: TxCtx, dealId: string, gross: number | null): Promise<void> {
  const { transaction } = tx;
  const lines = await CommissionSplit.findAll({ where: { dealId }, order: ['position'], transaction });
  const amounts = amountsOf(gross, lines);
  for (const [index, line] of lines.entries())
    await line.update({ amount: amounts[index] ?? null }, { transaction });
}
