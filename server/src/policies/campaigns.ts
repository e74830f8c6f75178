import { everything, isOwner, managesIt, ownedAudience, teamRows } from './policy';
import type { Campaign } from '../models/Campaign';
import type { List } from '../models/List';
import type { Actor } from './actor';
import type { Owned, Policy } from './policy';

const scope = (actor: Actor) => {
  if (actor.role === 'admin') return everything;
  return actor.role === 'manager' ? teamRows(actor) : { ownerId: actor.id };
};
const owns = (actor: Actor, record: Owned) =>
  actor.role === 'admin' || managesIt(actor, record) || isOwner(actor, record);

/** An agent's send up to this many recipients needs nobody's approval. */
export const AGENT_SEND_LIMIT = 100;

export const campaignPolicy: Policy<Campaign> & { approve(actor: Actor, campaign: Campaign): boolean } = {
  resource: 'campaigns',
  scope,
  create: () => true,
  update: owns,
  delete: owns,
  approve: (actor, campaign) => actor.role === 'admin' || managesIt(actor, campaign),
  audience: ownedAudience,
};

export const listPolicy: Policy<List> = {
  resource: 'lists',
  scope,
  create: () => true,
  update: owns,
  delete: owns,
  audience: ownedAudience,
};
