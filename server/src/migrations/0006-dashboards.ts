import { oneOf } from './columns';

/** Tables that reports read. Of users only what reports show: a sign-in must not make every answer stale. */
const reported = [
  'Deal',
  'DealMember',
  'DealStageEvent',
  'Task',
  'Activity',
  'Property',
  'Lease',
  'Company',
  'Contact',
  'ContactShare',
  'Campaign',
  'EmailLog',
  'Team',
];
const userColumns = [
  'firstName',
  'lastName',
  'role',
  'status',
  'teamId',
  'annualGoal',
  'splitPct',
  'licenseState',
  'licenseExpiry',
  'deletedAt',
];
const countChanges = (table: string, ofColumns = ''): string => `
CREATE OR REPLACE TRIGGER ${table.toLowerCase()}_version AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE${ofColumns} ON "${table}"
  FOR EACH STATEMENT EXECUTE FUNCTION count_table_change();`;

/** Dashboards (DB4) and their widgets (DB5), the counters by which cached answers know that they are stale. */
export const up = `
CREATE TABLE IF NOT EXISTS "Dashboard" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  name text NOT NULL,
  "isShared" boolean NOT NULL DEFAULT false,
  -- {userIds: [...], roles: [...]}
  "sharedWith" jsonb NOT NULL DEFAULT '{"userIds":[],"roles":[]}',
  -- [{widgetId, x, y, w, h}] on 12 columns
  layout jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 0,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz
);
CREATE INDEX IF NOT EXISTS dashboard_user ON "Dashboard" ("userId") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS dashboard_shared ON "Dashboard" USING gin ("sharedWith" jsonb_path_ops) WHERE "isShared" AND "deletedAt" IS NULL;

CREATE TABLE IF NOT EXISTS "Widget" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "dashboardId" uuid NOT NULL REFERENCES "Dashboard" ON DELETE CASCADE,
  type text NOT NULL ${oneOf('type', ['kpi', 'bar', 'line', 'pie', 'table', 'funnel'])},
  dataset text NOT NULL,
  query jsonb NOT NULL DEFAULT '{}',
  title text NOT NULL,
  options jsonb NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 0,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz
);
CREATE INDEX IF NOT EXISTS widget_dashboard ON "Widget" ("dashboardId") WHERE "deletedAt" IS NULL;

-- How often each table was written to, by transaction. The sum of a table's rows is its version: several rows, so that
-- writers never wait for each other (each takes one that nobody holds, or adds one), and so never deadlock either.
CREATE TABLE IF NOT EXISTS "TableVersion" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "tableName" text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS table_version_name ON "TableVersion" ("tableName");
CREATE OR REPLACE FUNCTION count_table_change() RETURNS trigger LANGUAGE plpgsql AS $f$
DECLARE
  mark text := 'besahubs.counted_' || TG_TABLE_NAME;
  counted uuid;
BEGIN
  -- Once per transaction is enough: all of it becomes visible at once. A rolled back savepoint takes its mark along.
  IF current_setting(mark, true) = pg_current_xact_id()::text THEN RETURN NULL; END IF;
  BEGIN
    UPDATE "TableVersion" SET version = version + 1 WHERE id =
      (SELECT id FROM "TableVersion" WHERE "tableName" = TG_TABLE_NAME LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id INTO counted;
  EXCEPTION WHEN serialization_failure THEN counted := NULL;
  END;
  IF counted IS NULL THEN INSERT INTO "TableVersion" ("tableName") VALUES (TG_TABLE_NAME); END IF;
  PERFORM set_config(mark, pg_current_xact_id()::text, true);
  RETURN NULL;
END $f$;
${reported.map((table) => countChanges(table)).join('')}
${countChanges('User', ` OF ${userColumns.map((column) => `"${column}"`).join(', ')}`)}
`;
