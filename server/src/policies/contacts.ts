import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Contact } from '../models/Contact';
import type { Actor } from './actor';
import { everything, isOwner, linkedTo, managesIt, ownedAudience } from './policy';
import type { Policy } from './policy';

const shared = (actor: Actor): WhereOptions => ({
  id: { [Op.in]: linkedTo(actor, 'ContactShare', 'contactId', ` AND status = 'granted'`) },
});

/**
 * A contact is its owner's, and whoever it was shared with. Managers see their teams', except what is confidential.
 * Team-mates see a masked line only: `maskedScope`.
 */
export const contactPolicy: Policy<Contact> & { maskedScope(actor: Actor): WhereOptions } = {
  resource: 'contacts',
  scope(actor) {
    if (actor.role === 'admin') return everything;
    if (actor.role === 'agent') return { [Op.or]: [{ ownerId: actor.id }, shared(actor)] };
    return {
      [Op.or]: [
        { ownerId: actor.id },
        { [Op.and]: [{ teamId: { [Op.in]: actor.teamIds } }, { confidential: false }] },
        shared(actor),
      ],
    };
  },
  /** Team-mates' contacts that the actor may know the name of, and ask for. */
  maskedScope: (actor) => ({
    [Op.and]: [
      { teamId: { [Op.in]: actor.teamIds } },
      { confidential: false },
      { ownerId: { [Op.ne]: actor.id } },
      { id: { [Op.notIn]: linkedTo(actor, 'ContactShare', 'contactId', ` AND status = 'granted'`) } },
    ],
  }),
  create: () => true,
  // Whoever it is shared with works with it too; giving it away or deleting it stays with owner and manager.
  update: () => true,
  delete: (actor, contact) => actor.role === 'admin' || managesIt(actor, contact) || isOwner(actor, contact),
  audience: ownedAudience,
};
