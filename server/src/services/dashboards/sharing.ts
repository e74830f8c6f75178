import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { SharedWith } from '@besahubs/contracts/dashboards';
import { AppError } from '../../lib/errors';
import { dateIn } from '../../lib/time';
import type { Dashboard } from '../../models/Dashboard';
import { User } from '../../models/User';
import type { TxCtx } from '../context';
import { notify } from '../notifications/notify';

export interface Sharing {
  isShared: boolean;
  sharedWith: SharedWith;
}
export const NOT_SHARED: Sharing = { isShared: false, sharedWith: { userIds: [], roles: [] } };

/**
 * What a dashboard is shared as after a change. Users newly named must be active ones, so that a list kept from before
 * may still hold somebody who has left. Naming somebody switches sharing on, naming nobody any more switches it off.
 */
export async function sharingOf(
  tx: TxCtx,
  given: { isShared?: boolean | undefined; sharedWith?: SharedWith | undefined },
  before: Sharing,
): Promise<Sharing> {
  const sharedWith = given.sharedWith ?? before.sharedWith;
  const userIds = [...new Set(sharedWith.userIds)].filter((id) => id !== tx.actor.id);
  if (given.sharedWith) await checkUsers(tx, given.sharedWith.userIds, before.sharedWith.userIds);
  const somebody = userIds.length > 0 || sharedWith.roles.length > 0;
  const isShared = given.isShared ?? (given.sharedWith ? somebody : before.isShared);
  return { isShared, sharedWith: { userIds, roles: [...new Set(sharedWith.roles)] } };
}

async function checkUsers(tx: TxCtx, userIds: string[], kept: string[]): Promise<void> {
  const rows = await User.findAll({
    where: { id: userIds, status: { [Op.ne]: 'disabled' } },
    attributes: ['id'],
    transaction: tx.transaction,
  });
  const known = new Set([...rows.map(({ id }) => id), ...kept]);
  const fields = userIds.flatMap((id, index) =>
    known.has(id) ? [] : [[`sharedWith.userIds.${index}`, 'There is no such user.']],
  );
  if (fields.length)
    throw new AppError('invalid', { fields: Object.fromEntries(fields) as Record<string, string> });
}

/** Active users whom this lets see a dashboard, its owner left out. */
const viewersOf = async (tx: TxCtx, { userId }: Dashboard, sharing: Sharing): Promise<string[]> => {
  if (!sharing.isShared) return [];
  const { userIds, roles } = sharing.sharedWith;
  const named: WhereOptions = { [Op.or]: [{ id: userIds }, { role: roles }] };
  const rows = await User.findAll({
    where: { [Op.and]: [named, { id: { [Op.ne]: userId }, status: 'active' }] },
    attributes: ['id'],
    transaction: tx.transaction,
  });
  return rows.map(({ id }) => id);
};

/** A notification, one a day at most, for everyone who could not see the dashboard before and can now. */
export async function tellNewViewers(tx: TxCtx, dashboard: Dashboard, before: Sharing): Promise<void> {
  const knew = new Set(await viewersOf(tx, dashboard, before));
  const now = await viewersOf(tx, dashboard, dashboard);
  for (const userId of now.filter((id) => !knew.has(id)))
    await notify(tx, {
      userId,
      kind: 'dashboard.shared',
      title: `${tx.actor.name} shared a dashboard with you`,
      body: dashboard.name,
      resource: 'dashboards',
      resourceId: dashboard.id,
      dedupeKey: `dashboard.shared:${dashboard.id}:${dateIn('UTC', new Date())}`,
    });
}
