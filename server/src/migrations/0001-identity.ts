/** Teams, users, sessions, one-time tokens, and what is recorded about everything: audit log, notifications, files. */
export const up = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE IF NOT EXISTS "Team" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  office text, market text,
  "managerId" uuid,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX IF NOT EXISTS team_name ON "Team" (lower(name));
CREATE INDEX IF NOT EXISTS team_manager ON "Team" ("managerId");

CREATE TABLE IF NOT EXISTS "User" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL,
  "firstName" text NOT NULL, "lastName" text NOT NULL,
  "passwordHash" text,
  role text NOT NULL CHECK (role IN ('admin','manager','agent')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active','invited','disabled')),
  "teamId" uuid REFERENCES "Team" ON DELETE SET NULL,
  timezone text NOT NULL DEFAULT 'America/Chicago',
  title text, phone text, bio text,
  specialties jsonb NOT NULL DEFAULT '[]', markets jsonb NOT NULL DEFAULT '[]',
  "licenseNumber" text, "licenseState" text, "licenseExpiry" date,
  "splitPct" numeric(7,4), "annualGoal" numeric(14,2),
  "invitedById" uuid REFERENCES "User" ON DELETE SET NULL,
  "lastLoginAt" timestamptz,
  "searchText" text GENERATED ALWAYS AS (lower("firstName" || ' ' || "lastName" || ' ' || email)) STORED,
  version integer NOT NULL DEFAULT 0,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS user_email ON "User" (lower(email));
CREATE INDEX IF NOT EXISTS user_team ON "User" ("teamId");
CREATE INDEX IF NOT EXISTS user_search ON "User" USING gin ("searchText" gin_trgm_ops);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'team_manager_fk') THEN
    ALTER TABLE "Team" ADD CONSTRAINT team_manager_fk FOREIGN KEY ("managerId") REFERENCES "User" ON DELETE SET NULL;
  END IF;
END $$;

-- One row per refresh token ever issued; a family is one sign-in. Using a rotated token again kills its family.
CREATE TABLE IF NOT EXISTS "RefreshToken" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  "familyId" uuid NOT NULL,
  "tokenHash" text NOT NULL UNIQUE,
  "expiresAt" timestamptz NOT NULL,
  "rotatedAt" timestamptz, "revokedAt" timestamptz,
  ip text, "userAgent" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS refresh_token_family ON "RefreshToken" ("familyId");
CREATE INDEX IF NOT EXISTS refresh_token_user ON "RefreshToken" ("userId");
CREATE INDEX IF NOT EXISTS refresh_token_expiry ON "RefreshToken" ("expiresAt");

CREATE TABLE IF NOT EXISTS "OneTimeToken" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('invite','password_reset','contact_invite')),
  "userId" uuid REFERENCES "User" ON DELETE CASCADE,
  "contactId" uuid,
  "tokenHash" text NOT NULL UNIQUE,
  "expiresAt" timestamptz NOT NULL, "usedAt" timestamptz,
  "createdById" uuid REFERENCES "User" ON DELETE SET NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nonnulls("userId", "contactId") = 1)
);
CREATE INDEX IF NOT EXISTS one_time_token_user ON "OneTimeToken" ("userId", kind);
CREATE INDEX IF NOT EXISTS one_time_token_contact ON "OneTimeToken" ("contactId", kind);

-- Append-only. prevHash and hash are for the chain that a later issue closes.
CREATE TABLE IF NOT EXISTS "AuditLog" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  action text NOT NULL,
  resource text, "resourceId" uuid,
  "actorId" uuid REFERENCES "User" ON DELETE SET NULL,
  "teamId" uuid REFERENCES "Team" ON DELETE SET NULL,
  changes jsonb,
  ip text, "userAgent" text, "requestId" text,
  "prevHash" text, hash text,
  "createdAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS audit_created ON "AuditLog" ("createdAt" DESC);
CREATE INDEX IF NOT EXISTS audit_resource ON "AuditLog" (resource, "resourceId", "createdAt" DESC);
CREATE INDEX IF NOT EXISTS audit_actor ON "AuditLog" ("actorId", "createdAt" DESC);
CREATE INDEX IF NOT EXISTS audit_team ON "AuditLog" ("teamId", "createdAt" DESC);
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  -- A user or team that goes away leaves its entries behind, without the link.
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'actorId' - 'teamId' = to_jsonb(OLD) - 'actorId' - 'teamId'
     AND (NEW."actorId" IS NULL OR NEW."actorId" = OLD."actorId") AND (NEW."teamId" IS NULL OR NEW."teamId" = OLD."teamId") THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END $f$;
CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "AuditLog"
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TABLE IF NOT EXISTS "Notification" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  kind text NOT NULL, title text NOT NULL, body text,
  resource text, "resourceId" uuid,
  "actorId" uuid REFERENCES "User" ON DELETE SET NULL,
  channel text NOT NULL DEFAULT 'app',
  "dedupeKey" text, "readAt" timestamptz,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX IF NOT EXISTS notification_dedupe ON "Notification" ("userId", "dedupeKey");
CREATE INDEX IF NOT EXISTS notification_user ON "Notification" ("userId", "createdAt" DESC);
CREATE INDEX IF NOT EXISTS notification_unread ON "Notification" ("userId") WHERE "readAt" IS NULL;

CREATE TABLE IF NOT EXISTS "File" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  resource text NOT NULL, "resourceId" uuid NOT NULL,
  name text NOT NULL, "contentType" text NOT NULL, bytes bigint NOT NULL,
  storage text NOT NULL DEFAULT 'disk' CHECK (storage IN ('disk','cloudinary')),
  "storageKey" text NOT NULL, sha256 text,
  "isImage" boolean NOT NULL DEFAULT false, position integer NOT NULL DEFAULT 0,
  "createdById" uuid REFERENCES "User" ON DELETE SET NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz
);
CREATE INDEX IF NOT EXISTS file_resource ON "File" (resource, "resourceId", position);

CREATE TABLE IF NOT EXISTS "SavedView" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "ownerId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  "teamId" uuid REFERENCES "Team" ON DELETE SET NULL,
  resource text NOT NULL, name text NOT NULL,
  query jsonb NOT NULL DEFAULT '{}', columns jsonb NOT NULL DEFAULT '[]',
  shared boolean NOT NULL DEFAULT false, "isDefault" boolean NOT NULL DEFAULT false, pinned boolean NOT NULL DEFAULT false,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS saved_view_owner ON "SavedView" ("ownerId", resource);
CREATE INDEX IF NOT EXISTS saved_view_team ON "SavedView" ("teamId", resource) WHERE shared;
`;
