import { oneOf, recordColumns, recordIndexes, searchIndex } from './columns';

const stages = [
  'prospect',
  'pursuit',
  'engaged',
  'marketing',
  'loi',
  'negotiation',
  'contract',
  'won',
  'lost',
];

/** Deals with their stage history and commission splits, tasks, activities. */
export const up = `
CREATE TABLE IF NOT EXISTS "Deal" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  kind text NOT NULL ${oneOf('kind', ['sale', 'lease'])},
  representation text NOT NULL ${oneOf('representation', ['tenant', 'landlord', 'buyer', 'seller', 'dual'])},
  stage text NOT NULL DEFAULT 'prospect' ${oneOf('stage', stages)},
  status text NOT NULL DEFAULT 'active' ${oneOf('status', ['active', 'on_hold', 'won', 'lost'])},
  "stageEnteredAt" timestamptz NOT NULL DEFAULT now(),
  probability numeric(7,4) NOT NULL DEFAULT 5,
  "propertyId" uuid REFERENCES "Property" ON DELETE SET NULL,
  "spaceId" uuid REFERENCES "Space" ON DELETE SET NULL,
  "clientContactId" uuid REFERENCES "Contact" ON DELETE SET NULL,
  "clientCompanyId" uuid REFERENCES "Company" ON DELETE SET NULL,
  "counterpartyCompanyId" uuid REFERENCES "Company" ON DELETE SET NULL,
  "expectedCloseDate" date, "actualCloseDate" date,
  value numeric(14,2), "rentableSF" integer, "rentPerSF" numeric(14,2), "termMonths" integer,
  "escalationPct" numeric(7,4), "freeMonths" numeric(5,1), "tiPerSF" numeric(14,2),
  "capRate" numeric(7,4), noi numeric(14,2),
  "commissionBasis" text ${oneOf('commissionBasis', ['percent', 'flat', 'per_sf'])}, "commissionRate" numeric(14,4),
  "grossCommission" numeric(14,2),
  "weightedCommission" numeric(14,2) GENERATED ALWAYS AS (round("grossCommission" * probability / 100, 2)) STORED,
  source text, "lostReason" text, "lostNote" text, competitor text,
  "agreementType" text, "agreementDate" date, "agreementExpiry" date, "loiDate" date, "contractDate" date,
  "dueDiligenceExpiry" date, "depositHardDate" date, "commencementDate" date, description text,
  tags jsonb NOT NULL DEFAULT '[]',
  "searchText" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(source,''))) STORED,
  ${recordColumns}
);
${recordIndexes('Deal')}
${searchIndex('Deal')}
CREATE INDEX IF NOT EXISTS deal_stage ON "Deal" (stage, "createdAt" DESC) INCLUDE (value) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS deal_board ON "Deal" (stage, "stageEnteredAt" DESC, id) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS deal_expected_close ON "Deal" ("expectedCloseDate") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS deal_actual_close ON "Deal" ("actualCloseDate") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS deal_property ON "Deal" ("propertyId");
CREATE INDEX IF NOT EXISTS deal_client_contact ON "Deal" ("clientContactId");
CREATE INDEX IF NOT EXISTS deal_client_company ON "Deal" ("clientCompanyId");
CREATE INDEX IF NOT EXISTS deal_value ON "Deal" (value DESC NULLS LAST) WHERE "deletedAt" IS NULL;

-- Brokers who work a deal besides its owner: the deal is in their scope too.
CREATE TABLE IF NOT EXISTS "DealMember" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "dealId" uuid NOT NULL REFERENCES "Deal" ON DELETE CASCADE,
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  role text NOT NULL DEFAULT 'co_broker',
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("dealId", "userId")
);
CREATE INDEX IF NOT EXISTS deal_member_user ON "DealMember" ("userId");

-- Every move from the first day: ageing, conversion and the pipeline as of any date are computed from it.
CREATE TABLE IF NOT EXISTS "DealStageEvent" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "dealId" uuid NOT NULL REFERENCES "Deal" ON DELETE CASCADE,
  "fromStage" text, "toStage" text NOT NULL ${oneOf('toStage', stages)},
  "occurredAt" timestamptz NOT NULL DEFAULT now(),
  "byId" uuid REFERENCES "User" ON DELETE SET NULL,
  value numeric(14,2), "grossCommission" numeric(14,2), probability numeric(7,4), "expectedCloseDate" date,
  "secondsInStage" bigint,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS deal_stage_event_deal ON "DealStageEvent" ("dealId", "occurredAt");
CREATE INDEX IF NOT EXISTS deal_stage_event_stage ON "DealStageEvent" ("toStage", "occurredAt");

CREATE TABLE IF NOT EXISTS "CommissionSplit" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "dealId" uuid NOT NULL REFERENCES "Deal" ON DELETE CASCADE,
  party text NOT NULL ${oneOf('party', ['internal', 'outside_broker', 'house', 'referral'])},
  "userId" uuid REFERENCES "User" ON DELETE SET NULL, "partyName" text,
  side text, basis text NOT NULL DEFAULT 'gross',
  bps integer NOT NULL CHECK (bps BETWEEN 0 AND 10000), position integer NOT NULL DEFAULT 0, amount numeric(14,2),
  status text NOT NULL DEFAULT 'projected' ${oneOf('status', ['projected', 'invoiced', 'paid'])},
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS commission_split_deal ON "CommissionSplit" ("dealId", position);
CREATE INDEX IF NOT EXISTS commission_split_user ON "CommissionSplit" ("userId");

CREATE TABLE IF NOT EXISTS "Task" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title text NOT NULL,
  type text NOT NULL DEFAULT 'follow_up', priority text NOT NULL DEFAULT 'normal', status text NOT NULL DEFAULT 'open',
  "dueAt" timestamptz, "remindAt" timestamptz, "completedAt" timestamptz,
  "assigneeId" uuid REFERENCES "User" ON DELETE SET NULL,
  "contactId" uuid REFERENCES "Contact" ON DELETE SET NULL,
  "companyId" uuid REFERENCES "Company" ON DELETE SET NULL,
  "propertyId" uuid REFERENCES "Property" ON DELETE SET NULL,
  "dealId" uuid REFERENCES "Deal" ON DELETE SET NULL,
  recurrence text, outcome text, "playbookStep" text, description text,
  "searchText" text GENERATED ALWAYS AS (lower(title)) STORED,
  ${recordColumns}
);
${recordIndexes('Task')}
${searchIndex('Task')}
CREATE INDEX IF NOT EXISTS task_assignee_due ON "Task" ("assigneeId", "dueAt") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS task_due ON "Task" ("dueAt") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS task_open_due ON "Task" ("dueAt") WHERE "deletedAt" IS NULL AND status IN ('open','in_progress');
CREATE INDEX IF NOT EXISTS task_contact ON "Task" ("contactId");
CREATE INDEX IF NOT EXISTS task_company ON "Task" ("companyId");
CREATE INDEX IF NOT EXISTS task_property ON "Task" ("propertyId");
CREATE INDEX IF NOT EXISTS task_deal ON "Task" ("dealId");

CREATE TABLE IF NOT EXISTS "Activity" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  type text NOT NULL, subject text, body text,
  "occurredAt" timestamptz NOT NULL DEFAULT now(), "durationMinutes" integer,
  direction text, outcome text, participants jsonb NOT NULL DEFAULT '[]',
  pinned boolean NOT NULL DEFAULT false, private boolean NOT NULL DEFAULT false,
  "contactId" uuid REFERENCES "Contact" ON DELETE CASCADE,
  "companyId" uuid REFERENCES "Company" ON DELETE CASCADE,
  "propertyId" uuid REFERENCES "Property" ON DELETE CASCADE,
  "dealId" uuid REFERENCES "Deal" ON DELETE CASCADE,
  ${recordColumns}
);
${recordIndexes('Activity')}
CREATE INDEX IF NOT EXISTS activity_contact ON "Activity" ("contactId", "occurredAt" DESC);
CREATE INDEX IF NOT EXISTS activity_company ON "Activity" ("companyId", "occurredAt" DESC);
CREATE INDEX IF NOT EXISTS activity_property ON "Activity" ("propertyId", "occurredAt" DESC);
CREATE INDEX IF NOT EXISTS activity_deal ON "Activity" ("dealId", "occurredAt" DESC);
`;
