import type { Actor } from '../../../policies/actor';
import type { Row, World } from './world';

/** The rows that exist for somebody, said in plain words: who owns, who is on the team, who was let in. */
export interface Visible {
  deals: readonly Row[];
  contacts: readonly Row[];
  tasks: readonly Row[];
  properties: readonly Row[];
  companies: readonly Row[];
  campaigns: readonly Row[];
  agents: readonly Row[];
  leases: readonly Row[];
  stageEvents: readonly Row[];
  activities: readonly Row[];
  mails: readonly Row[];
  emailEvents: readonly Row[];
}

const known = new WeakMap<Actor, Visible>();
/** For the one world of a test. */
export function visibleTo(actor: Actor, world: World): Visible {
  const seen = known.get(actor) ?? look(actor, world);
  known.set(actor, seen);
  return seen;
}

function look(actor: Actor, world: World): Visible {
  const [admin, manager] = [actor.role === 'admin', actor.role === 'manager'];
  const mine = (row: Row) => row['ownerId'] === actor.id;
  const ofMyTeams = (row: Row) => row['teamId'] !== null && actor.teamIds.includes(row['teamId'] as string);
  const alive = (table: keyof World) => world[table].filter((row) => row['deletedAt'] === null);

  const memberOf = new Set(
    world.DealMember.filter((link) => link['userId'] === actor.id).map((link) => link['dealId']),
  );
  const sharedWithMe = new Set(
    world.ContactShare.filter((link) => link['userId'] === actor.id && link['status'] === 'granted').map(
      (link) => link['contactId'],
    ),
  );

  const deals = alive('Deal').filter(
    (deal) => admin || mine(deal) || (manager ? ofMyTeams(deal) : memberOf.has(deal.id)),
  );
  const contacts = alive('Contact').filter(
    (contact) =>
      admin ||
      mine(contact) ||
      sharedWithMe.has(contact.id) ||
      (manager && ofMyTeams(contact) && contact['confidential'] === false),
  );
  const dealIds = new Set<unknown>(deals.map(({ id }) => id));
  const contactIds = new Set<unknown>(contacts.map(({ id }) => id));
  const properties = alive('Property');
  const propertyIds = new Set<unknown>(properties.map(({ id }) => id));
  /** What a team’s manager may not see of a contact they may not see of what happened with it either. */
  const open = new Set<unknown>(
    alive('Contact')
      .filter((contact) => contact['confidential'] === false)
      .map(({ id }) => id),
  );
  const onRecords = (row: Row) =>
    dealIds.has(row['dealId']) ||
    contactIds.has(row['contactId']) ||
    (manager && ofMyTeams(row) && (row['contactId'] === null || open.has(row['contactId']))) ||
    (row['dealId'] === null &&
      row['contactId'] === null &&
      (row['propertyId'] !== null || row['companyId'] !== null));
  const mails = world.EmailLog.filter(
    (mail) =>
      admin ||
      mail['senderId'] === actor.id ||
      contactIds.has(mail['contactId']) ||
      (manager && ofMyTeams(mail) && mail['contactId'] === null),
  );
  const mailIds = new Set<unknown>(mails.map(({ id }) => id));
  return {
    deals,
    contacts,
    tasks: alive('Task').filter(
      (task) =>
        admin ||
        mine(task) ||
        task['assigneeId'] === actor.id ||
        (manager && ofMyTeams(task)) ||
        dealIds.has(task['dealId']) ||
        contactIds.has(task['contactId']),
    ),
    properties,
    companies: alive('Company'),
    campaigns: alive('Campaign').filter(
      (campaign) => admin || mine(campaign) || (manager && ofMyTeams(campaign)),
    ),
    leases: alive('Lease').filter((lease) => propertyIds.has(lease['propertyId'])),
    stageEvents: world.DealStageEvent.filter((event) => dealIds.has(event['dealId'])),
    activities: alive('Activity').filter(
      (activity) => admin || mine(activity) || (activity['private'] === false && onRecords(activity)),
    ),
    mails,
    emailEvents: world.EmailEvent.filter(
      (event) =>
        event['duplicateOf'] === null &&
        event['eventType'] !== null &&
        (admin || contactIds.has(event['contactId']) || mailIds.has(event['emailLogId'])),
    ),
    agents: alive('User').filter((user) => admin || user.id === actor.id || (manager && ofMyTeams(user))),
  };
}
