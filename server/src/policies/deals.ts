import { Op } from 'sequelize';
import type { Deal } from '../models/Deal';
import type { Actor } from './actor';
import { everything, isOwner, linkedRows, managesIt, ownedAudience, teamRows } from './policy';
import type { Policy } from './policy';

interface DealPolicy extends Policy<Deal> {
  reopen(actor: Actor, deal: Deal): boolean;
  /** Who gives a deal to somebody else, and says who works it. */
  assign(actor: Actor, deal: Deal): boolean;
  /** Who sees all lines of the commission split; everybody else sees their own alone. */
  seeSplits(actor: Actor, deal: Deal): boolean;
  editSplits(actor: Actor, deal: Deal): boolean;
}

/** Agents work the deals they own or are a member of; managers those of their teams. */
export const dealPolicy: DealPolicy = {
  resource: 'deals',
  scope(actor) {
    if (actor.role === 'admin') return everything;
    if (actor.role === 'manager') return teamRows(actor);
    return { [Op.or]: [{ ownerId: actor.id }, linkedRows(actor, 'DealMember', 'dealId')] };
  },
  create: () => true,
  update: (actor, deal) =>
    deal.status === 'active' || deal.status === 'on_hold' || dealPolicy.reopen(actor, deal),
  /** A closed deal is history: only those who answer for the numbers change it. */
  reopen: (actor, deal) => actor.role === 'admin' || managesIt(actor, deal),
  assign: (actor, deal) =>
    dealPolicy.reopen(actor, deal) || (isOwner(actor, deal) && dealPolicy.update(actor, deal)),
  seeSplits: (actor, deal) => dealPolicy.reopen(actor, deal),
  editSplits: (actor, deal) => dealPolicy.reopen(actor, deal),
  delete: (actor, deal) => actor.role === 'admin' || managesIt(actor, deal),
  audience: ownedAudience,
};
