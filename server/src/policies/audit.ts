import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Actor } from './actor';
import { everything } from './policy';

/** Admins read all of it, managers what their teams did, agents their own sign-ins and sign-outs. */
export function auditScope(actor: Actor): WhereOptions {
  if (actor.role === 'admin') return everything;
  if (actor.role === 'manager')
    return { [Op.or]: [{ teamId: { [Op.in]: actor.teamIds } }, { actorId: actor.id }] };
  return { actorId: actor.id, action: { [Op.like]: 'auth.%' } };
}
