import type { Property } from '../models/Property';
import { everything, inTeam, isOwner, managesIt, rooms } from './policy';
import type { Policy } from './policy';

/** Firm inventory: everyone reads it; agents edit their own and their team's. */
export const propertyPolicy: Policy<Property> = {
  resource: 'properties',
  scope: () => everything,
  create: () => true,
  update: (actor, property) => actor.role !== 'agent' || isOwner(actor, property) || inTeam(actor, property),
  delete: (actor, property) => actor.role === 'admin' || managesIt(actor, property),
  audience: () => [rooms.everyone],
};
