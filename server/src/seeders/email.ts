import { createHash } from 'node:crypto';
import { Campaign } from '../models/Campaign';
import { CampaignRecipient } from '../models/CampaignRecipient';
import { EmailEvent } from '../models/EmailEvent';
import { EmailLog } from '../models/EmailLog';
import { List } from '../models/List';
import { ListMember } from '../models/ListMember';
import type { SeedContact } from './contacts';
import type { SeedProperty } from './properties';
import type { World } from './world';

const campaigns = [
  ['Q3 industrial listings', 'property_promo', 'sent', -64],
  ['Uptown office: three full floors', 'property_promo', 'sent', -48],
  ['Market report, autumn', 'newsletter', 'sent', -34],
  ['Retail pads along the tollway', 'property_promo', 'sent', -21],
  ['Just closed: a 212,000 SF crossdock', 'announcement', 'sent', -2],
  ['Holiday office hours', 'announcement', 'scheduled', 12],
  ['Off-market multifamily', 'property_promo', 'draft', 0],
  ['1031 buyers: five NNN assets', 'property_promo', 'draft', 0],
] as const;
const RECIPIENTS = 140;

type Rows = Record<string, unknown>[];
interface Mail {
  recipients: Rows;
  logs: Rows;
  events: Rows;
}

export async function seedEmail(
  world: World,
  contacts: SeedContact[],
  properties: SeedProperty[],
): Promise<void> {
  const { random } = world;
  const reachable = contacts.filter((contact) => contact.email);
  const lists = await seedLists(world.of('lists'), reachable);
  const mail: Mail = { recipients: [], logs: [], events: [] };
  const mailing = world.of('mails');
  const rows: Rows = campaigns.map(([name, type, status, days]) => {
    const owner = random.pick(world.agents());
    const sentAt = status === 'sent' ? world.past(days) : null;
    const row = {
      id: random.uuid(),
      name,
      type,
      status,
      subject: name,
      previewText: 'From your brokers at BesaHubs',
      listId: random.pick(lists),
      sentAt,
      propertyId: type === 'property_promo' ? random.pick(properties).id : null,
      scheduledAt: status === 'scheduled' ? world.at(days) : sentAt,
      timezone: owner.timezone,
      ownerId: owner.id,
      teamId: owner.teamId,
      createdById: owner.id,
      createdAt: world.past(Math.min(days, 0) - 4),
      updatedAt: sentAt ?? world.now,
    };
    if (sentAt)
      for (const contact of mailing.random.some(reachable, RECIPIENTS))
        deliver(mailing, mail, contact, row.id, sentAt, owner.id);
    return row;
  });
  await world.insert(Campaign, rows);
  await world.insert(EmailLog, mail.logs);
  await world.insert(CampaignRecipient, mail.recipients, { ignoreDuplicates: true });
  await world.insert(EmailEvent, mail.events);
}

async function seedLists(world: World, contacts: SeedContact[]): Promise<string[]> {
  const { random } = world;
  const owner = random.pick(world.users.filter((user) => user.role === 'manager'));
  const definitions = [
    { name: 'Newsletter', kind: 'static' as const, filters: null },
    { name: 'Industrial tenants, Dallas', kind: 'static' as const, filters: null },
    { name: 'Owners and investors', kind: 'dynamic' as const, filters: { roles: ['owner', 'investor'] } },
    { name: 'Decision makers', kind: 'dynamic' as const, filters: { decisionMaker: true } },
  ];
  const rows = definitions.map((definition) => ({
    id: random.uuid(),
    ...definition,
    ownerId: owner.id,
    teamId: owner.teamId,
    createdById: owner.id,
  }));
  await world.insert(List, rows);
  const fixed = rows.filter((row) => row.kind === 'static');
  await world.insert(
    ListMember,
    fixed.flatMap((row) =>
      random.some(contacts, 220).map((contact) => ({ listId: row.id, contactId: contact.id })),
    ),
  );
  return rows.map((row) => row.id);
}

/** One message and what came of it: about three events for each that arrives, as SendGrid reports them. */
function deliver(
  world: World,
  mail: Mail,
  contact: SeedContact,
  campaignId: string,
  sentAt: Date,
  senderId: string,
): void {
  const { random } = world;
  const logId = random.uuid();
  const messageId = createHash('sha256').update(logId).digest('base64url').slice(0, 22);
  const outcome = random.weighted([
    [93, 'delivered'],
    [4, 'bounce'],
    [2, 'dropped'],
    [1, 'spamreport'],
  ] as const);
  const arrived = outcome === 'delivered' || outcome === 'spamreport';
  const opened = arrived && random.chance(0.42);
  const clicked = opened && random.chance(0.28);
  const after = (minutes: number) =>
    new Date(Math.min(sentAt.getTime() + minutes * 60_000, world.now.getTime()));
  const readAfter = random.logNormal(4, 90, 2600);
  const openedAt = after(readAfter);
  const clickedAt = after(readAfter + 0.7);
  const event = (type: string, at: Date, more: object = {}) => {
    const sgEventId = createHash('sha256').update(`${logId}${type}`).digest('base64url').slice(0, 32);
    mail.events.push({
      id: random.uuid(),
      contactId: contact.id,
      campaignId,
      emailLogId: logId,
      messageId,
      eventType: type,
      rawEventType: type,
      eventTimestamp: at,
      email: contact.email,
      sgEventId,
      fingerprint: sgEventId,
      createdAt: at,
      updatedAt: at,
      metadata: {
        email: contact.email,
        event: type,
        timestamp: Math.floor(at.getTime() / 1000),
        sg_message_id: `${messageId}.recvd-demo`,
        sg_event_id: sgEventId,
      },
      ...more,
    });
  };
  event('processed', sentAt);
  if (arrived) event('delivered', after(1));
  else event(outcome, after(1), outcome === 'bounce' ? { bounceType: 'bounce' } : {});
  if (outcome === 'spamreport') event('spamreport', after(300));
  if (opened) event('open', openedAt, { isMachine: random.chance(0.25) });
  if (clicked) event('click', clickedAt, { url: 'https://besahubs.example/listing' });
  mail.logs.push({
    id: logId,
    kind: 'campaign',
    template: 'property_promo',
    toEmail: contact.email,
    contactId: contact.id,
    campaignId,
    senderId,
    teamId: contact.teamId,
    messageId,
    status: clicked
      ? 'clicked'
      : opened
        ? 'opened'
        : outcome === 'bounce'
          ? 'bounced'
          : outcome === 'spamreport'
            ? 'spam'
            : outcome,
    acceptedAt: sentAt,
    deliveredAt: arrived ? after(1) : null,
    firstOpenAt: opened ? openedAt : null,
    firstClickAt: clicked ? clickedAt : null,
    bouncedAt: outcome === 'bounce' ? after(1) : null,
    droppedAt: outcome === 'dropped' ? after(1) : null,
    openCount: opened ? 1 : 0,
    clickCount: clicked ? 1 : 0,
    createdAt: sentAt,
    updatedAt: sentAt,
  });
  mail.recipients.push({
    id: random.uuid(),
    campaignId,
    contactId: contact.id,
    email: contact.email,
    status: 'accepted',
    emailLogId: logId,
    createdAt: sentAt,
    updatedAt: sentAt,
  });
}
