import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { User } from '../models/User';
import type { Actor } from './actor';
import { everything, rooms } from './policy';
import type { Policy } from './policy';

const onTeam = (actor: Actor, user: User): boolean =>
  user.teamId !== null && actor.teamIds.includes(user.teamId);

const manages = (actor: Actor, user: User): boolean =>
  actor.role === 'admin' || (actor.role === 'manager' && user.role === 'agent' && onTeam(actor, user));

/** The directory is everyone's. Managers invite agents to their own teams; roles are the admins' to give. */
export const agentPolicy: Policy<User> & {
  seeProduction(actor: Actor, user: User): boolean;
  productionScope(actor: Actor): WhereOptions;
  changeRole(actor: Actor, user: User): boolean;
  manage(actor: Actor, user: User): boolean;
} = {
  resource: 'agents',
  scope: () => everything,
  create: (actor) => actor.role !== 'agent',
  update: (actor, user) => user.id === actor.id || manages(actor, user),
  /** Team, licence, split and goal. */
  manage: manages,
  delete: (actor, user) => actor.role === 'admin' && user.id !== actor.id,
  /** Licence, split and production figures. */
  seeProduction: (actor, user) =>
    actor.role === 'admin' || user.id === actor.id || (actor.role === 'manager' && onTeam(actor, user)),
  /** The same as rows: whose figures a report may show. */
  productionScope(actor) {
    if (actor.role === 'admin') return everything;
    if (actor.role === 'agent') return { id: actor.id };
    return { [Op.or]: [{ id: actor.id }, { teamId: { [Op.in]: actor.teamIds } }] };
  },
  // Nobody demotes themselves: the firm would be left without an admin by one slip.
  changeRole: (actor, user) => actor.role === 'admin' && user.id !== actor.id,
  audience: () => [rooms.everyone],
};
