import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Actor } from './actor';

/** One's own, and those shared with a team of one's own. What a view shows is a matter of its reader's scope. */
export const savedViewScope = (actor: Actor): WhereOptions => ({
  [Op.or]: [{ ownerId: actor.id }, { shared: true, teamId: { [Op.in]: actor.teamIds } }],
});
