import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Contact } from '../models/Contact';
import type { Actor } from './actor';
import {
  everything,
  isOwner,
  linkedRows,
  linkedTo,
  managesIt,
  nothing,
  ownedAudience,
  rooms,
} from './policy';
import type { Policy } from './policy';

const SHARES = ['ContactShare', 'contactId', ` AND status = 'granted'`] as const;
const shared = (actor: Actor): WhereOptions => linkedRows(actor, ...SHARES);

interface ContactPolicy extends Policy<Contact> {
  maskedScope(actor: Actor): WhereOptions;
  /** Who says to whom a contact is shown, given or hidden. */
  share(actor: Actor, contact: Contact): boolean;
}

/**
 * A contact is its owner's, and whoever it was shared with. Managers see their teams', except what is confidential.
 * Team-mates see a masked line only: `maskedScope`.
 */
export const contactPolicy: ContactPolicy = {
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
  /**
   * Team-mates' contacts that an agent may know the name of, and ask for. Never overlaps `scope`: managers and admins
   * see in full what is not confidential, so nothing is masked for them.
   */
  maskedScope(actor) {
    if (actor.role !== 'agent') return nothing;
    return {
      [Op.and]: [
        { teamId: { [Op.in]: actor.teamIds } },
        { confidential: false },
        { ownerId: { [Op.ne]: actor.id } },
        { id: { [Op.notIn]: linkedTo(actor, ...SHARES) } },
      ],
    };
  },
  create: () => true,
  // Whoever it is shared with works with it too; giving it away or deleting it stays with owner and manager.
  update: () => true,
  delete: (actor, contact) => contactPolicy.share(actor, contact),
  share: (actor, contact) => actor.role === 'admin' || managesIt(actor, contact) || isOwner(actor, contact),
  audience: (contact) =>
    contact.confidential
      ? [rooms.admins, ...(contact.ownerId ? [rooms.user(contact.ownerId)] : [])]
      : ownedAudience(contact),
};
