import { Op } from 'sequelize';
import type { Dashboard } from '../models/Dashboard';
import { rooms } from './policy';
import type { Policy } from './policy';

/**
 * A dashboard is its owner's, and whoever it is shared with may look at it: with their own eyes, for each query runs in
 * the reader's row scope. Only the owner changes, shares or deletes it; roles give no more.
 */
export const dashboardPolicy: Policy<Dashboard> = {
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
  create: () => true,
  update: (actor, dashboard) => dashboard.userId === actor.id,
  delete: (actor, dashboard) => dashboard.userId === actor.id,
  audience: ({ userId, isShared, sharedWith }) => [
    rooms.user(userId),
    ...(isShared ? [...sharedWith.userIds.map(rooms.user), ...sharedWith.roles.map(rooms.role)] : []),
  ],
};
