import { oneOf } from './columns';

/** Calendar accounts (DB2), their sync state, events (DB3), pending OAuth round trips. */
export const up = `
CREATE TABLE IF NOT EXISTS "CalendarAccount" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  provider text NOT NULL ${oneOf('provider', ['google', 'microsoft'])},
  -- The provider's own stable id (sub, oid): an address can change hands.
  "providerUserId" text NOT NULL,
  email text NOT NULL,
  -- AES-256-GCM, key id in front (SEC1)
  "accessToken" text NOT NULL, "refreshToken" text,
  "expiresAt" timestamptz NOT NULL, scopes jsonb NOT NULL DEFAULT '[]',
  status text NOT NULL DEFAULT 'ok' ${oneOf('status', ['ok', 'needs_reauth', 'error'])},
  "lastError" text, "lastSyncAt" timestamptz, timezone text,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("userId", provider, "providerUserId")
);

-- Where the sync of one calendar stands.
CREATE TABLE IF NOT EXISTS "CalendarSync" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "calendarAccountId" uuid NOT NULL REFERENCES "CalendarAccount" ON DELETE CASCADE,
  "externalCalendarId" text NOT NULL, name text, timezone text, "isPrimary" boolean NOT NULL DEFAULT true,
  cursor text, "windowStart" timestamptz, "windowEnd" timestamptz, generation bigint NOT NULL DEFAULT 0, "lastFullAt" timestamptz,
  -- Held by the process that syncs; free again when it is past.
  "leaseUntil" timestamptz,
  "channelId" text, "channelResourceId" text, "channelToken" text, "channelExpiresAt" timestamptz,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("calendarAccountId", "externalCalendarId")
);

CREATE TABLE IF NOT EXISTS "CalendarEvent" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "calendarAccountId" uuid NOT NULL REFERENCES "CalendarAccount" ON DELETE CASCADE,
  "externalId" text NOT NULL,
  title text, description text,
  "start" timestamptz NOT NULL, "end" timestamptz NOT NULL,
  -- All-day events are dates, the end exclusive; start/end then hold midnights in the account's zone.
  "startDate" date, "endDate" date, timezone text,
  location text, attendees jsonb NOT NULL DEFAULT '[]',
  status text NOT NULL DEFAULT 'confirmed' ${oneOf('status', ['confirmed', 'tentative', 'cancelled'])},
  "isAllDay" boolean NOT NULL DEFAULT false,
  etag text, "iCalUid" text, "recurringEventId" text, "isOrganizer" boolean NOT NULL DEFAULT true, "organizerEmail" text,
  busy boolean NOT NULL DEFAULT true, "htmlLink" text, "conferenceUrl" text,
  generation bigint NOT NULL DEFAULT 0,
  "contactId" uuid REFERENCES "Contact" ON DELETE SET NULL,
  "dealId" uuid REFERENCES "Deal" ON DELETE SET NULL,
  "propertyId" uuid REFERENCES "Property" ON DELETE SET NULL,
  "createdById" uuid REFERENCES "User" ON DELETE SET NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("calendarAccountId", "externalId")
);
CREATE INDEX IF NOT EXISTS calendar_event_window ON "CalendarEvent" ("calendarAccountId", "start", "end");
CREATE INDEX IF NOT EXISTS calendar_event_contact ON "CalendarEvent" ("contactId");

-- The server's half of an OAuth round trip: single use, ten minutes, bound to who began it.
CREATE TABLE IF NOT EXISTS "OAuthState" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "stateHash" text NOT NULL UNIQUE,
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  provider text NOT NULL, "codeVerifier" text NOT NULL, "returnTo" text,
  "expiresAt" timestamptz NOT NULL, "usedAt" timestamptz,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
`;
