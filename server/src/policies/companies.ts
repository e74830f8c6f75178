import type { Company } from '../models/Company';
import { everything, inTeam, isOwner, managesIt, rooms } from './policy';
import type { Policy } from './policy';

/** The firm's address book of organisations: everyone reads it; agents edit their own and their team's. */
export const companyPolicy: Policy<Company> = {
  resource: 'companies',
  scope: () => everything,
  create: () => true,
  update: (actor, company) => actor.role !== 'agent' || isOwner(actor, company) || inTeam(actor, company),
  delete: (actor, company) => actor.role === 'admin' || managesIt(actor, company),
  audience: () => [rooms.everyone],
};
