import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { Activity } from '../models/Activity';
import { Contact } from '../models/Contact';
import { Deal } from '../models/Deal';
import { contactPolicy } from './contacts';
import { dealPolicy } from './deals';
import type { Actor } from './actor';
import { everything, idsWithin, isOwner, managesIt, ownedAudience, rooms } from './policy';
import type { Policy } from './policy';

const ofTheirTeams = (actor: Actor): WhereOptions => ({
  teamId: { [Op.in]: actor.teamIds },
  [Op.or]: [{ contactId: null }, { contactId: { [Op.in]: idsWithin(Contact, { confidential: false }) } }],
});

/**
 * What happened on a record is seen by those who see the record; a private note by its author (and admins) alone.
 * Managers see what their teams did, but what it was on a confidential contact as little as the contact itself.
 */
export const activityPolicy: Policy<Activity> = {
  resource: 'activities',
  scope(actor) {
    if (actor.role === 'admin') return everything;
    return {
      [Op.or]: [
        { ownerId: actor.id },
        {
          private: false,
          [Op.or]: [
            ...(actor.role === 'manager' ? [ofTheirTeams(actor)] : []),
            { dealId: { [Op.in]: idsWithin(Deal, dealPolicy.scope(actor)) } },
            { contactId: { [Op.in]: idsWithin(Contact, contactPolicy.scope(actor)) } },
            // A note about a building or an organisation and nobody's client: firm knowledge.
            {
              dealId: null,
              contactId: null,
              [Op.or]: [{ propertyId: { [Op.ne]: null } }, { companyId: { [Op.ne]: null } }],
            },
          ],
        },
      ],
    };
  },
  create: () => true,
  update: (actor, activity) => actor.role === 'admin' || isOwner(actor, activity),
  delete: (actor, activity) =>
    actor.role === 'admin' || isOwner(actor, activity) || managesIt(actor, activity),
  audience: (activity) =>
    activity.private
      ? [rooms.admins, ...(activity.ownerId ? [rooms.user(activity.ownerId)] : [])]
      : ownedAudience(activity),
};
