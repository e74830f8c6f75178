import { QueryTypes } from 'sequelize';
import type { EmailEventBatch } from '@besahubs/contracts/events';
import { database } from '../../models';
import { rooms } from '../../policies/policy';
import { changes } from '../changes';

/** What happened to one mail, as far as screens need to know. */
export interface FeedItem {
  contactId: string | null;
  campaignId: string | null;
  emailLogId: string | null;
  /** Event type; null for a change of the mail's state alone. */
  type: string | null;
}
interface Concerned {
  id: string;
  ownerId: string | null;
  teamId: string | null;
}

const distinct = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

const whoIsConcerned = (items: FeedItem[]): Promise<Concerned[]> =>
  database().query<Concerned>(
    `SELECT id, "ownerId", CASE WHEN confidential THEN NULL ELSE "teamId" END AS "teamId"
       FROM "Contact" WHERE id = ANY($1::uuid[])
     UNION ALL
     SELECT "contactId", "userId", NULL FROM "ContactShare" WHERE "contactId" = ANY($1::uuid[]) AND status = 'granted'
     UNION ALL
     SELECT id, "ownerId", "teamId" FROM "Campaign" WHERE id = ANY($2::uuid[])
     UNION ALL
     SELECT id, "senderId", NULL FROM "EmailLog" WHERE id = ANY($3::uuid[]) AND "senderId" IS NOT NULL`,
    {
      bind: [
        distinct(items.map((item) => item.contactId)),
        distinct(items.map((item) => item.campaignId)),
        distinct(items.filter((item) => !item.campaignId).map((item) => item.emailLogId)),
      ],
      type: QueryTypes.SELECT,
    },
  );

function batchOf(items: FeedItem[]): EmailEventBatch {
  const counts: Record<string, number> = {};
  for (const { type } of items) if (type) counts[type] = (counts[type] ?? 0) + 1;
  return {
    contactIds: distinct(items.map((item) => item.contactId)),
    campaignIds: distinct(items.map((item) => item.campaignId)),
    counts,
  };
}

/**
 * Tells open screens of what happened to mails, once per webhook batch: admins of everything, owners, senders and
 * their managers of what is theirs. To be called after commit.
 */
export async function publish(items: FeedItem[]): Promise<void> {
  if (!items.length) return;
  changes.emit('email:event', { batch: batchOf(items), rooms: [rooms.admins] });
  const groups = new Map<string, { rooms: string[]; ids: Set<string> }>();
  for (const { id, ownerId, teamId } of await whoIsConcerned(items)) {
    const audience = [
      ...(ownerId ? [rooms.user(ownerId)] : []),
      ...(teamId ? [rooms.managersOf(teamId)] : []),
    ];
    if (!audience.length) continue;
    const group = groups.get(audience.join()) ?? { rooms: audience, ids: new Set<string>() };
    groups.set(audience.join(), group);
    group.ids.add(id);
  }
  for (const { rooms: audience, ids } of groups.values()) {
    const theirs = items.filter((item) =>
      [item.contactId, item.campaignId, item.emailLogId].some((id) => id !== null && ids.has(id)),
    );
    changes.emit('email:event', { batch: batchOf(theirs), rooms: audience });
  }
}

/** Tells screens that mails changed their state (queued → accepted, failed …). */
export async function announceLogs(ids: string[]): Promise<void> {
  const rows = await database().query<FeedItem>(
    `SELECT "contactId", "campaignId", id AS "emailLogId", NULL AS type FROM "EmailLog" WHERE id = ANY($1::uuid[])`,
    { bind: [ids], type: QueryTypes.SELECT },
  );
  await publish(rows);
}
