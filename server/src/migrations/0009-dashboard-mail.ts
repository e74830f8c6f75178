import { oneOf } from './columns';

/** What a dashboard is filtered by when it is opened, and dashboards by e-mail: when, and to whom. */
export const up = `
ALTER TABLE "Dashboard" ADD COLUMN IF NOT EXISTS defaults jsonb NOT NULL DEFAULT '{}';

CREATE TABLE IF NOT EXISTS "DashboardSchedule" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "dashboardId" uuid NOT NULL REFERENCES "Dashboard" ON DELETE CASCADE,
  -- Who set it up.
  "userId" uuid REFERENCES "User" ON DELETE SET NULL,
  frequency text NOT NULL ${oneOf('frequency', ['daily', 'weekdays', 'weekly', 'monthly'])},
  -- ISO: 1 Monday … 7 Sunday.
  weekday integer NOT NULL DEFAULT 1 CHECK (weekday BETWEEN 1 AND 7),
  -- In shorter months their last day.
  "dayOfMonth" integer NOT NULL DEFAULT 1 CHECK ("dayOfMonth" BETWEEN 1 AND 31),
  -- Local time in the zone.
  hour integer NOT NULL DEFAULT 8 CHECK (hour BETWEEN 0 AND 23),
  minute integer NOT NULL DEFAULT 0 CHECK (minute BETWEEN 0 AND 59),
  timezone text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  -- NULL while it is switched off.
  "nextRunAt" timestamptz, "lastRunAt" timestamptz,
  version integer NOT NULL DEFAULT 0,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS dashboard_schedule_dashboard ON "DashboardSchedule" ("dashboardId");
CREATE INDEX IF NOT EXISTS dashboard_schedule_due ON "DashboardSchedule" ("nextRunAt") WHERE enabled;

CREATE TABLE IF NOT EXISTS "DashboardRecipient" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "scheduleId" uuid NOT NULL REFERENCES "DashboardSchedule" ON DELETE CASCADE,
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  "lastSentAt" timestamptz,
  -- Why the last run did not write to this user; NULL when it did.
  problem text ${oneOf('problem', ['disabled', 'no_access'])},
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("scheduleId", "userId")
);
CREATE INDEX IF NOT EXISTS dashboard_recipient_user ON "DashboardRecipient" ("userId");
`;
