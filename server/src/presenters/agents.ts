import type { Agent, Team as TeamView } from '@besahubs/contracts/agents';
import type { Team } from '../models/Team';
import type { User } from '../models/User';
import type { Actor } from '../policies/actor';
import { agentPolicy } from '../policies/agents';
import { iso, isoOrNull, personName, personRef, pick, refOf } from './refs';

interface Figures {
  closedCommissionYtd: number;
  openDeals: number;
  weightedCommission: number;
}
const none: Figures = { closedCommissionYtd: 0, openDeals: 0, weightedCommission: 0 };
const facts = [
  'id',
  'version',
  'firstName',
  'lastName',
  'email',
  'role',
  'status',
  'timezone',
  'title',
  'phone',
  'bio',
  'specialties',
  'markets',
] as const;
const licence = ['licenseNumber', 'licenseState', 'licenseExpiry', 'splitPct', 'annualGoal'] as const;

/** Licence, split and figures only for those the policy lets see them. */
export const presentAgent = (actor: Actor, user: User, figures: Figures = none): Agent => ({
  ...pick(user, facts),
  name: personName(user),
  team: refOf(user.team),
  createdAt: iso(user.createdAt),
  updatedAt: iso(user.updatedAt),
  lastLoginAt: agentPolicy.seeProduction(actor, user) ? isoOrNull(user.lastLoginAt) : null,
  production: agentPolicy.seeProduction(actor, user) ? { ...pick(user, licence), ...figures } : null,
  abilities: {
    update: agentPolicy.update(actor, user),
    delete: agentPolicy.delete(actor, user),
    changeRole: agentPolicy.changeRole(actor, user),
    invite: user.status === 'invited' && user.id !== actor.id && agentPolicy.update(actor, user),
    manage: agentPolicy.manage(actor, user),
    deactivate: agentPolicy.manage(actor, user) && user.id !== actor.id,
  },
});

export const presentTeam = ({ team, members }: { team: Team; members: number }): TeamView => ({
  ...pick(team, ['id', 'name', 'office', 'market']),
  manager: personRef(team.manager),
  members,
});
