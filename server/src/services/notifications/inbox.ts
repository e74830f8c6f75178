import type { NotificationQuery } from '@besahubs/contracts/notifications';
import { Notification } from '../../models/Notification';
import { notificationPolicy } from '../../policies/notifications';
import { rooms } from '../../policies/policy';
import { announce } from '../changes';
import { inTransaction } from '../context';
import type { Ctx } from '../context';
import { findVisible, listRecords, personLabel } from '../crm/resource';
import type { Resource } from '../crm/resource';
import { Op } from 'sequelize';

export const notificationResource: Resource<Notification, NotificationQuery> = {
  model: Notification,
  policy: notificationPolicy,
  noun: 'notification',
  // There is no search column; `q` looks at the title.
  searchable: false,
  include: [personLabel('actor')],
  filters: (query) => [
    query.unread === undefined ? undefined : { readAt: query.unread ? null : { [Op.ne]: null } },
    query.q ? { title: { [Op.iLike]: `%${query.q.replace(/[\\%_]/g, '\\$&')}%` } } : undefined,
  ],
};

/** One's own, newest first. */
export const listNotifications = (ctx: Ctx, query: NotificationQuery) =>
  listRecords(ctx, notificationResource, query);

export const unreadCount = (ctx: Ctx): Promise<number> =>
  Notification.count({ where: { userId: ctx.actor.id, readAt: null } });

/** Marks one as read or unread. */
export function markNotification(ctx: Ctx, id: string, read: boolean): Promise<Notification> {
  return inTransaction(ctx, async (tx) => {
    const notification = await findVisible(tx, notificationResource, id);
    await notification.update({ readAt: read ? new Date() : null }, { transaction: tx.transaction });
    announce(tx, { resource: 'notifications', id, rooms: [rooms.user(tx.actor.id)] });
    return notification;
  });
}

/** Marks everything as read; returns how many were not. */
export function markAllRead(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const [count] = await Notification.update(
      { readAt: new Date() },
      { where: { userId: tx.actor.id, readAt: null }, transaction: tx.transaction },
    );
    announce(tx, { resource: 'notifications', id: null, rooms: [rooms.user(tx.actor.id)] });
    return count;
  });
}

/** For good: a notification is no record of anything, the audit log is. */
export function dismissNotification(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const notification = await findVisible(tx, notificationResource, id);
    await notification.destroy({ transaction: tx.transaction });
    announce(tx, { resource: 'notifications', id, rooms: [rooms.user(tx.actor.id)] });
  });
}
