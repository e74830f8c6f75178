/**
 * One POST of the event webhook, as one statement: $1 is the batch as a JSON array (MappedEvent with `id` and
 * `repeatsId`). Finds the mail by our custom args, else by (message id, address), else the contact by address; inserts
 * what is new; brings the mails' first-times, counts and status forward. Answers the events that count.
 *
 * Rows are taken in key order, so that two batches about the same mails wait for each other rather than deadlock.
 */
export const INGEST = `
WITH incoming AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS t(
    id uuid, "sgEventId" text, fingerprint text, "eventType" text, "rawEventType" text, "eventTimestamp" timestamptz,
    email text, "messageId" text, "emailLogId" uuid, "campaignId" uuid, "contactId" uuid, url text, "bounceType" text,
    "asmGroupId" integer, "isMachine" boolean, "isSuspectedBot" boolean, "botReason" text, "repeatsId" uuid, metadata jsonb)
), mapped AS (
  SELECT i.*, coalesce(l.id, m.id) AS log_id,
         CASE WHEN l.id IS NOT NULL THEN l."contactId" WHEN m.id IS NOT NULL THEN m."contactId"
              ELSE coalesce(ct.id, last."contactId", named.id) END AS contact_id,
         coalesce(l."campaignId", m."campaignId", cp.id) AS campaign_id,
         coalesce(seen.id, i."repeatsId") AS duplicate_of
    FROM incoming i
    LEFT JOIN "EmailLog" l ON l.id = i."emailLogId"
    LEFT JOIN LATERAL (
      SELECT x.id, x."contactId", x."campaignId" FROM "EmailLog" x
       WHERE l.id IS NULL AND x."messageId" = i."messageId" AND lower(x."toEmail") = i.email LIMIT 1) m ON true
    LEFT JOIN "Campaign" cp ON l.id IS NULL AND m.id IS NULL AND cp.id = i."campaignId"
    LEFT JOIN "Contact" ct ON l.id IS NULL AND m.id IS NULL AND ct.id = i."contactId"
    LEFT JOIN LATERAL (
      SELECT x."contactId" FROM "EmailLog" x
       WHERE l.id IS NULL AND m.id IS NULL AND ct.id IS NULL AND lower(x."toEmail") = i.email AND x."contactId" IS NOT NULL
       ORDER BY x."createdAt" DESC LIMIT 1) last ON true
    LEFT JOIN LATERAL (
      SELECT c.id FROM "Contact" c
       WHERE l.id IS NULL AND m.id IS NULL AND ct.id IS NULL AND last."contactId" IS NULL
         AND lower(c.email) = i.email AND c."deletedAt" IS NULL ORDER BY c."createdAt", c.id LIMIT 1) named ON true
    LEFT JOIN "EmailEvent" seen
      ON seen.fingerprint = i.fingerprint AND seen."duplicateOf" IS NULL AND seen."sgEventId" <> i."sgEventId"
), inserted AS (
  INSERT INTO "EmailEvent" (id, "sgEventId", fingerprint, "eventType", "rawEventType", "eventTimestamp", email, "messageId",
      "emailLogId", "campaignId", "contactId", url, "bounceType", "asmGroupId", "isMachine", "isSuspectedBot", "botReason",
      "duplicateOf", metadata)
  SELECT id, "sgEventId", fingerprint, "eventType", "rawEventType", "eventTimestamp", email, "messageId",
      log_id, campaign_id, contact_id, url, "bounceType", "asmGroupId", "isMachine", "isSuspectedBot", "botReason",
      duplicate_of, metadata
    FROM mapped ORDER BY "sgEventId"
  ON CONFLICT DO NOTHING
  RETURNING *
), counted AS (
  SELECT * FROM inserted WHERE "duplicateOf" IS NULL
), per_log AS (
  SELECT "emailLogId" AS id, min("eventTimestamp") AS first,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'delivered') AS delivered,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'open' AND NOT "isMachine") AS opened,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'open' AND "isMachine") AS machine,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'click' AND NOT "isSuspectedBot") AS clicked,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'bounce') AS bounced,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'dropped') AS dropped,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'spamreport') AS spam,
         min("eventTimestamp") FILTER (WHERE "eventType" = 'unsubscribe') AS unsubscribed,
         count(*) FILTER (WHERE "eventType" = 'open' AND NOT "isMachine") AS opens,
         count(*) FILTER (WHERE "eventType" = 'click' AND NOT "isSuspectedBot") AS clicks
    FROM counted WHERE "emailLogId" IS NOT NULL GROUP BY 1
), locked AS MATERIALIZED (
  -- Carries the sums along: joining two CTEs, whose sizes the planner cannot know, would be quadratic.
  SELECT p.* FROM "EmailLog" l JOIN per_log p ON p.id = l.id ORDER BY l.id FOR UPDATE OF l
), forwarded AS (
  UPDATE "EmailLog" l
     SET "acceptedAt" = coalesce(l."acceptedAt", p.first),
         "deliveredAt" = least(l."deliveredAt", p.delivered),
         "firstOpenAt" = least(l."firstOpenAt", p.opened),
         "firstMachineOpenAt" = least(l."firstMachineOpenAt", p.machine),
         "firstClickAt" = least(l."firstClickAt", p.clicked),
         "bouncedAt" = least(l."bouncedAt", p.bounced),
         "droppedAt" = least(l."droppedAt", p.dropped),
         "spamAt" = least(l."spamAt", p.spam),
         "unsubscribedAt" = least(l."unsubscribedAt", p.unsubscribed),
         "openCount" = l."openCount" + p.opens,
         "clickCount" = l."clickCount" + p.clicks,
         status = CASE
           WHEN coalesce(l."spamAt", p.spam) IS NOT NULL THEN 'spam'
           WHEN coalesce(l."unsubscribedAt", p.unsubscribed) IS NOT NULL THEN 'unsubscribed'
           WHEN coalesce(l."firstClickAt", p.clicked) IS NOT NULL THEN 'clicked'
           WHEN coalesce(l."firstOpenAt", p.opened) IS NOT NULL THEN 'opened'
           WHEN coalesce(l."bouncedAt", p.bounced) IS NOT NULL THEN 'bounced'
           WHEN coalesce(l."droppedAt", p.dropped) IS NOT NULL THEN 'dropped'
           WHEN coalesce(l."deliveredAt", p.delivered) IS NOT NULL THEN 'delivered'
           ELSE 'accepted' END,
         "sealedData" = NULL, error = CASE WHEN l.status IN ('unknown','submitting') THEN NULL ELSE l.error END,
         "updatedAt" = now()
    FROM locked p
   WHERE l.id = p.id
)
SELECT "emailLogId", "contactId", "campaignId", "eventType", "rawEventType", "eventTimestamp", email, "bounceType",
       "asmGroupId", metadata->>'reason' AS reason
  FROM counted`;

/**
 * Batches of which one event has arrived were accepted whole (mail/send takes a request as a unit): their mails and
 * recipients of unknown fate are known now. $1: batch ids.
 */
export const PROVE_BATCHES = [
  `UPDATE "EmailLog" SET status = 'accepted', "acceptedAt" = coalesce("acceptedAt", now()), error = NULL, "updatedAt" = now()
    WHERE batch = ANY($1::uuid[]) AND status = 'unknown'`,
  `UPDATE "CampaignRecipient" SET status = 'accepted', reason = NULL, "updatedAt" = now()
    WHERE batch = ANY($1::uuid[]) AND status = 'unknown'`,
];
