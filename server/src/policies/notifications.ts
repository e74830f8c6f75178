import type { Notification } from '../models/Notification';
import { rooms } from './policy';
import type { Policy } from './policy';

/** One's own, whatever the role. Only the system creates them. */
export const notificationPolicy: Policy<Notification> = {
  resource: 'notifications',
  scope: (actor) => ({ userId: actor.id }),
  create: () => false,
  update: (actor, notification) => notification.userId === actor.id,
  delete: (actor, notification) => notification.userId === actor.id,
  audience: (notification) => [rooms.user(notification.userId)],
};
