import { oneOf, recordColumns, recordIndexes, searchIndex } from './columns';

/** Lists, campaigns and their recipients, every mail sent (EmailLog, DB6), every event back (EmailEvent, DB1), suppressions. */
export const up = `
CREATE TABLE IF NOT EXISTS "List" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL, kind text NOT NULL DEFAULT 'static' ${oneOf('kind', ['static', 'dynamic'])},
  filters jsonb, description text, "lastEvaluatedAt" timestamptz,
  "searchText" text GENERATED ALWAYS AS (lower(name)) STORED,
  ${recordColumns}
);
${recordIndexes('List')}
CREATE TABLE IF NOT EXISTS "ListMember" (
  "listId" uuid NOT NULL REFERENCES "List" ON DELETE CASCADE,
  "contactId" uuid NOT NULL REFERENCES "Contact" ON DELETE CASCADE,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY ("listId", "contactId")
);
CREATE INDEX IF NOT EXISTS list_member_contact ON "ListMember" ("contactId");

CREATE TABLE IF NOT EXISTS "Campaign" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL, type text NOT NULL DEFAULT 'property_promo',
  status text NOT NULL DEFAULT 'draft' ${oneOf('status', ['draft', 'pending_approval', 'scheduled', 'sending', 'sent', 'paused', 'cancelled', 'failed'])},
  subject text, "previewText" text, "templateId" text,
  "listId" uuid REFERENCES "List" ON DELETE SET NULL, filters jsonb,
  "propertyId" uuid REFERENCES "Property" ON DELETE SET NULL,
  "fromName" text, "replyTo" text, "scheduledAt" timestamptz, timezone text, "sentAt" timestamptz,
  "approvedById" uuid REFERENCES "User" ON DELETE SET NULL, "statusReason" text, description text,
  "searchText" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(subject,''))) STORED,
  ${recordColumns}
);
${recordIndexes('Campaign')}
${searchIndex('Campaign')}
CREATE INDEX IF NOT EXISTS campaign_status ON "Campaign" (status, "scheduledAt") WHERE "deletedAt" IS NULL;

CREATE TABLE IF NOT EXISTS "EmailLog" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL ${oneOf('kind', ['transactional', 'campaign', 'test'])},
  template text, "templateId" text, "toEmail" text NOT NULL, subject text,
  "dynamicData" jsonb NOT NULL DEFAULT '{}',
  -- Links with one-time tokens, encrypted, and only until the mail has been handed over.
  "sealedData" text,
  "contactId" uuid REFERENCES "Contact" ON DELETE SET NULL,
  "userId" uuid REFERENCES "User" ON DELETE SET NULL,
  "campaignId" uuid REFERENCES "Campaign" ON DELETE SET NULL,
  "senderId" uuid REFERENCES "User" ON DELETE SET NULL,
  "teamId" uuid REFERENCES "Team" ON DELETE SET NULL,
  "messageId" text, batch uuid,
  status text NOT NULL DEFAULT 'queued' ${oneOf('status', ['queued', 'submitting', 'accepted', 'delivered', 'opened', 'clicked', 'bounced', 'dropped', 'spam', 'unsubscribed', 'failed', 'unknown', 'suppressed'])},
  error text, attempts integer NOT NULL DEFAULT 0, "idempotencyKey" text UNIQUE,
  "acceptedAt" timestamptz, "deliveredAt" timestamptz, "firstOpenAt" timestamptz, "firstMachineOpenAt" timestamptz, "firstClickAt" timestamptz,
  "bouncedAt" timestamptz, "droppedAt" timestamptz, "spamAt" timestamptz, "unsubscribedAt" timestamptz,
  "openCount" integer NOT NULL DEFAULT 0, "clickCount" integer NOT NULL DEFAULT 0,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS email_log_message ON "EmailLog" ("messageId", lower("toEmail"));
CREATE INDEX IF NOT EXISTS email_log_contact ON "EmailLog" ("contactId", "createdAt" DESC);
CREATE INDEX IF NOT EXISTS email_log_campaign ON "EmailLog" ("campaignId", status);
CREATE INDEX IF NOT EXISTS email_log_sender ON "EmailLog" ("senderId", "createdAt" DESC);
CREATE INDEX IF NOT EXISTS email_log_email ON "EmailLog" (lower("toEmail"), "createdAt" DESC);
CREATE INDEX IF NOT EXISTS email_log_open_ends ON "EmailLog" (status, "updatedAt") WHERE status IN ('queued','submitting','unknown');
CREATE INDEX IF NOT EXISTS email_log_batch ON "EmailLog" (batch) WHERE status IN ('submitting','unknown');
CREATE INDEX IF NOT EXISTS email_log_created ON "EmailLog" ("createdAt" DESC);

CREATE TABLE IF NOT EXISTS "EmailEvent" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "contactId" uuid REFERENCES "Contact" ON DELETE SET NULL,
  "campaignId" uuid REFERENCES "Campaign" ON DELETE SET NULL,
  "emailLogId" uuid REFERENCES "EmailLog" ON DELETE SET NULL,
  "messageId" text,
  -- NULL when SendGrid's type is none of these eight (deferred, group_resubscribe, types to come); rawEventType has it.
  "eventType" text ${oneOf('eventType', ['processed', 'delivered', 'open', 'click', 'bounce', 'dropped', 'spamreport', 'unsubscribe'])},
  "rawEventType" text NOT NULL,
  "eventTimestamp" timestamptz NOT NULL,
  email text, url text, "bounceType" text, "asmGroupId" integer,
  "isMachine" boolean NOT NULL DEFAULT false, "isSuspectedBot" boolean NOT NULL DEFAULT false, "botReason" text,
  "sgEventId" text, fingerprint text NOT NULL, "duplicateOf" uuid,
  metadata jsonb NOT NULL DEFAULT '{}',
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX IF NOT EXISTS email_event_sg ON "EmailEvent" ("sgEventId");
-- One event counts once, also when SendGrid repeats it under another id: the copies carry "duplicateOf".
CREATE UNIQUE INDEX IF NOT EXISTS email_event_fingerprint ON "EmailEvent" (fingerprint) WHERE "duplicateOf" IS NULL;
CREATE INDEX IF NOT EXISTS email_event_contact ON "EmailEvent" ("contactId", "eventTimestamp" DESC);
CREATE INDEX IF NOT EXISTS email_event_campaign ON "EmailEvent" ("campaignId", "eventType", "eventTimestamp");
CREATE INDEX IF NOT EXISTS email_event_log ON "EmailEvent" ("emailLogId");
CREATE INDEX IF NOT EXISTS email_event_message ON "EmailEvent" ("messageId");
CREATE INDEX IF NOT EXISTS email_event_time ON "EmailEvent" ("eventTimestamp" DESC);

-- Who was chosen at launch: progress is read from these rows, never from a cursor.
CREATE TABLE IF NOT EXISTS "CampaignRecipient" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "campaignId" uuid NOT NULL REFERENCES "Campaign" ON DELETE CASCADE,
  "contactId" uuid REFERENCES "Contact" ON DELETE SET NULL,
  email text NOT NULL,
  status text NOT NULL DEFAULT 'pending' ${oneOf('status', ['pending', 'suppressed', 'submitting', 'accepted', 'failed', 'unknown'])},
  reason text, batch uuid, "emailLogId" uuid REFERENCES "EmailLog" ON DELETE SET NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("campaignId", email)
);
CREATE INDEX IF NOT EXISTS campaign_recipient_batch ON "CampaignRecipient" (batch) WHERE status IN ('submitting','unknown');
CREATE INDEX IF NOT EXISTS campaign_recipient_status ON "CampaignRecipient" ("campaignId", status);

CREATE TABLE IF NOT EXISTS "Suppression" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL,
  reason text NOT NULL ${oneOf('reason', ['unsubscribe', 'group_unsubscribe', 'bounce', 'spam_report', 'invalid', 'manual'])},
  "asmGroupId" integer, source text,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX IF NOT EXISTS suppression_email ON "Suppression" (email, reason, coalesce("asmGroupId", 0));
`;
