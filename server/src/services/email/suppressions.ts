import { QueryTypes } from 'sequelize';
import type { Transaction } from 'sequelize';
import { database } from '../../models';
import { rooms } from '../../policies/policy';
import { announce } from '../changes';
import type { TxCtx } from '../context';

/** How an exclusion is called on screens and in CampaignRecipient.reason. */
export type SuppressionReason =
  'unsubscribe' | 'group_unsubscribe' | 'bounce' | 'spam_report' | 'invalid' | 'manual';

/** An event that was new, as the ingest statement answers it. */
export interface CountedEvent {
  emailLogId: string | null;
  contactId: string | null;
  campaignId: string | null;
  eventType: string | null;
  rawEventType: string;
  eventTimestamp: Date;
  email: string | null;
  bounceType: string | null;
  asmGroupId: number | null;
  reason: string | null;
}
export interface Suppressing {
  email: string;
  reason: SuppressionReason;
  asmGroupId?: number | null;
  /** When it happened. */
  at: Date;
  source: string;
}

/** Why we do not write to this address any more; null when we may. */
export async function suppressionOf(
  email: string,
  transaction?: Transaction,
): Promise<SuppressionReason | null> {
  const [row] = await database().query<{ reason: SuppressionReason }>(
    `SELECT reason FROM "Suppression" WHERE email = lower($1) ORDER BY "createdAt" LIMIT 1`,
    { bind: [email], type: QueryTypes.SELECT, transaction: transaction ?? null },
  );
  return row?.reason ?? null;
}

/** SendGrid's words for why it dropped a mail: its lists, which so reach ours. */
export const DROPPED: Record<string, SuppressionReason> = {
  'Bounced Address': 'bounce',
  'Spam Reporting Address': 'spam_report',
  'Unsubscribed Address': 'unsubscribe',
  Invalid: 'invalid',
};

function reasonOf(event: CountedEvent): SuppressionReason | null {
  switch (event.rawEventType) {
    // A block is temporary: the address itself is good.
    case 'bounce':
      return event.bounceType === 'blocked' ? null : 'bounce';
    case 'spamreport':
      return 'spam_report';
    case 'unsubscribe':
      return 'unsubscribe';
    case 'group_unsubscribe':
      return 'group_unsubscribe';
    case 'dropped': {
      const reason = DROPPED[event.reason ?? ''] ?? null;
      return reason === 'unsubscribe' && event.asmGroupId ? 'group_unsubscribe' : reason;
    }
    default:
      return null;
  }
}

/** What a batch of events means for whom we may still write to. */
export async function applySuppressions(tx: TxCtx, events: CountedEvent[]): Promise<void> {
  const found = events.flatMap((event): Suppressing[] => {
    const reason = reasonOf(event);
    if (!reason || !event.email) return [];
    const { email, asmGroupId, eventTimestamp: at } = event;
    return [
      {
        email,
        reason,
        asmGroupId: reason === 'group_unsubscribe' ? asmGroupId : null,
        at,
        source: `sendgrid:${event.rawEventType}`,
      },
    ];
  });
  if (found.length) await suppress(tx, found);
  await settleGroups(tx, events);
}

/**
 * Lifts what was said about a group when the last word about it was another. Events come in any order: what counts is
 * the time that each carries.
 */
async function settleGroups(tx: TxCtx, events: CountedEvent[]): Promise<void> {
  const said = events.filter(
    ({ email, rawEventType }) => email && /^group_(un|re)subscribe$|^dropped$/.test(rawEventType),
  );
  if (!said.length) return;
  await database().query(
    `DELETE FROM "Suppression" s
      USING (SELECT DISTINCT email, "asmGroupId" FROM jsonb_to_recordset($1::jsonb) AS t(email text, "asmGroupId" integer)) t
      WHERE s.reason = 'group_unsubscribe' AND s.email = t.email AND s."asmGroupId" IS NOT DISTINCT FROM t."asmGroupId"
        AND (SELECT e."rawEventType" FROM "EmailEvent" e
              WHERE e.email = s.email AND e."asmGroupId" IS NOT DISTINCT FROM s."asmGroupId" AND e."duplicateOf" IS NULL
                AND e."rawEventType" IN ('group_unsubscribe', 'group_resubscribe', 'dropped')
                AND (e."rawEventType" <> 'dropped' OR e.metadata->>'reason' = 'Unsubscribed Address')
              ORDER BY e."eventTimestamp" DESC, e."rawEventType" DESC LIMIT 1) = 'group_resubscribe'`,
    { bind: [JSON.stringify(said)], transaction: tx.transaction },
  );
}

interface Owners {
  ownerId: string | null;
  teamId: string | null;
}

/** Enters addresses in the suppression list and marks every contact that has one of them. */
export async function suppress(tx: TxCtx, entries: Suppressing[]): Promise<void> {
  const rows = JSON.stringify(entries.map((entry) => ({ ...entry, email: entry.email.toLowerCase() })));
  const { transaction } = tx;
  await database().query(
    `INSERT INTO "Suppression" (email, reason, "asmGroupId", source, "createdAt")
     SELECT DISTINCT ON (email, reason, coalesce("asmGroupId", 0)) email, reason, "asmGroupId", source, at
       FROM jsonb_to_recordset($1::jsonb) AS t(email text, reason text, "asmGroupId" integer, source text, at timestamptz)
      ORDER BY email, reason, coalesce("asmGroupId", 0), at
     ON CONFLICT DO NOTHING`,
    { bind: [rows], transaction },
  );
  const marked = await database().query<Owners>(
    `WITH told AS (
       SELECT email, bool_or(reason IN ('bounce','invalid')) AS bounced,
              min(at) FILTER (WHERE reason IN ('unsubscribe','spam_report')) AS left_at
         FROM jsonb_to_recordset($1::jsonb) AS t(email text, reason text, at timestamptz) GROUP BY email)
     UPDATE "Contact" c
        SET bounced = c.bounced OR told.bounced,
            "emailOptOut" = c."emailOptOut" OR told.left_at IS NOT NULL,
            "emailOptOutAt" = coalesce(c."emailOptOutAt", told.left_at),
            "consentStatus" = CASE WHEN told.left_at IS NULL THEN c."consentStatus" ELSE 'denied' END,
            "updatedAt" = now()
       FROM told
      WHERE lower(c.email) = told.email AND c."deletedAt" IS NULL AND (told.bounced OR told.left_at IS NOT NULL)
     RETURNING c."ownerId", CASE WHEN c.confidential THEN NULL ELSE c."teamId" END AS "teamId"`,
    { bind: [rows], type: QueryTypes.SELECT, transaction },
  );
  if (!marked.length) return;
  const audience = marked.flatMap(({ ownerId, teamId }) => [
    ...(ownerId ? [rooms.user(ownerId)] : []),
    ...(teamId ? [rooms.managersOf(teamId)] : []),
  ]);
  announce(tx, { resource: 'contacts', id: null, rooms: [...new Set([rooms.admins, ...audience])] });
}

/** The person asked to hear from us again: lifts what they had said themselves, not bounces or spam reports. */
export const resubscribe = (tx: TxCtx, email: string): Promise<unknown> =>
  database().query(
    `DELETE FROM "Suppression" WHERE email = lower($1) AND reason IN ('unsubscribe','group_unsubscribe','manual')`,
    { bind: [email], transaction: tx.transaction },
  );
