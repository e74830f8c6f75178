import { Op } from 'sequelize';
import type { Dashboard } from '../models/Dashboard';
import type { Actor } from './actor';
import { rooms } from './policy';
import type { Policy } from './policy';

/**
 * A dashboard is its owner's, and whoever it is shared with may look at it: with their own eyes, for each query runs in
 * the reader's row scope. Only the owner changes, shares or deletes it; roles give no more.
 */
export const dashboardPolicy: Policy<Dashboard> & {
  sees(user: Pick<Actor, 'id' | 'role'>, dashboard: Dashboard): boolean;
  schedule(actor: Actor, dashboard: Dashboard): boolean;
} = {
  resource: 'dashboards',
  scope: (actor) => ({
    [Op.or]: [
      { userId: actor.id },
      {
        isShared: true,
        [Op.or]: [
          { sharedWith: { [Op.contains]: { userIds: [actor.id] } } },
          { sharedWith: { [Op.contains]: { roles: [actor.role] } } },
        ],
      },
    ],
  }),
  /** The same about one dashboard. */
  sees: ({ id, role }, { userId, isShared, sharedWith }) =>
    userId === id || (isShared && (sharedWith.userIds.includes(id) || sharedWith.roles.includes(role))),
  create: () => true,
  update: (actor, dashboard) => dashboard.userId === actor.id,
  delete: (actor, dashboard) => dashboard.userId === actor.id,
  /** Whether it may be sent by e-mail: for its owner, and for admins with whom it is shared, to decide. */
  schedule: (actor, dashboard) => dashboard.userId === actor.id || actor.role === 'admin',
  audience: ({ userId, isShared, sharedWith }) => [
    rooms.user(userId),
    ...(isShared ? [...sharedWith.userIds.map(rooms.user), ...sharedWith.roles.map(rooms.role)] : []),
  ],
};
