import { oneOf } from './columns';

/** Dashboards (DB4) and their widgets (DB5). */
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
`;
