import { oneOf, recordColumns, recordIndexes, searchIndex } from './columns';

/** Companies, contacts, who may see a contact, properties with their spaces, leases and comps, requirements. */
export const up = `
CREATE TABLE IF NOT EXISTS "Company" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL, dba text, "normalizedName" text NOT NULL DEFAULT '',
  domain text, types jsonb NOT NULL DEFAULT '[]', tags jsonb NOT NULL DEFAULT '[]',
  "parentId" uuid REFERENCES "Company" ON DELETE SET NULL,
  naics text, employees integer, "portfolioSF" bigint, "creditRating" text,
  website text, phone text, street text, city text, state text, zip text, description text,
  "searchText" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(dba,'') || ' ' || coalesce(domain,'') || ' ' || coalesce(city,''))) STORED,
  ${recordColumns}
);
${recordIndexes('Company')}
${searchIndex('Company')}
CREATE INDEX IF NOT EXISTS company_name ON "Company" (name) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS company_normalized ON "Company" ("normalizedName");
CREATE INDEX IF NOT EXISTS company_parent ON "Company" ("parentId");

CREATE TABLE IF NOT EXISTS "Contact" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "firstName" text NOT NULL, "lastName" text NOT NULL, title text,
  name text GENERATED ALWAYS AS ("firstName" || ' ' || "lastName") STORED,
  "companyId" uuid REFERENCES "Company" ON DELETE SET NULL,
  email text, "otherEmails" jsonb NOT NULL DEFAULT '[]', phones jsonb NOT NULL DEFAULT '[]',
  street text, city text, state text, zip text,
  roles jsonb NOT NULL DEFAULT '[]', tags jsonb NOT NULL DEFAULT '[]',
  "decisionMaker" boolean NOT NULL DEFAULT false, source text,
  "doNotCall" boolean NOT NULL DEFAULT false,
  "emailOptOut" boolean NOT NULL DEFAULT false, "emailOptOutAt" timestamptz,
  bounced boolean NOT NULL DEFAULT false, confidential boolean NOT NULL DEFAULT false,
  "consentStatus" text NOT NULL DEFAULT 'unknown' ${oneOf('consentStatus', ['unknown', 'granted', 'denied'])},
  "consentSource" text, "consentAt" timestamptz,
  birthday date, "lastTouchAt" timestamptz, "nextTouchAt" timestamptz, "cadenceDays" integer, description text,
  "searchText" text GENERATED ALWAYS AS (lower("firstName" || ' ' || "lastName" || ' ' || coalesce(email,'') || ' ' || coalesce(title,'') || ' ' || coalesce(city,''))) STORED,
  ${recordColumns}
);
${recordIndexes('Contact')}
${searchIndex('Contact')}
CREATE INDEX IF NOT EXISTS contact_email ON "Contact" (lower(email)) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS contact_company ON "Contact" ("companyId") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS contact_last_name ON "Contact" ("lastName", "firstName") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS contact_name ON "Contact" (name) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS contact_next_touch ON "Contact" ("ownerId", "nextTouchAt") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS contact_tags ON "Contact" USING gin (tags jsonb_path_ops);
CREATE INDEX IF NOT EXISTS contact_roles ON "Contact" USING gin (roles jsonb_path_ops);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'one_time_token_contact_fk') THEN
    ALTER TABLE "OneTimeToken" ADD CONSTRAINT one_time_token_contact_fk FOREIGN KEY ("contactId") REFERENCES "Contact" ON DELETE CASCADE;
  END IF;
END $$;

-- A contact is its owner's; a share opens it to one more user, a request asks for that.
CREATE TABLE IF NOT EXISTS "ContactShare" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "contactId" uuid NOT NULL REFERENCES "Contact" ON DELETE CASCADE,
  "userId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
  status text NOT NULL DEFAULT 'granted' ${oneOf('status', ['requested', 'granted', 'declined'])},
  "grantedById" uuid REFERENCES "User" ON DELETE SET NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("contactId", "userId")
);
CREATE INDEX IF NOT EXISTS contact_share_user ON "ContactShare" ("userId", status);

CREATE TABLE IF NOT EXISTS "Property" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL, type text NOT NULL, subtype text,
  status text NOT NULL DEFAULT 'off_market', tags jsonb NOT NULL DEFAULT '[]',
  street text, city text, state text, zip text, county text,
  latitude double precision, longitude double precision, market text, submarket text, apn text, zoning text,
  "buildingClass" text ${oneOf('buildingClass', ['A', 'B', 'C'])},
  tenancy text, "buildingSF" integer, "rentableSF" integer, "lotAcres" numeric(14,4), floors integer, "typicalFloorSF" integer,
  "yearBuilt" integer, "yearRenovated" integer, units integer, "occupancyPct" numeric(7,4),
  "parkingSpaces" integer, "parkingRatio" numeric(8,2),
  "askingPrice" numeric(14,2), noi numeric(14,2), "capRate" numeric(7,4),
  "askingRentLow" numeric(14,2), "askingRentHigh" numeric(14,2), "rentBasis" text, "leaseStructure" text,
  "camPerSF" numeric(14,2), "taxPerSF" numeric(14,2), "insurancePerSF" numeric(14,2),
  "clearHeightFt" numeric(6,2), "dockDoors" integer, "driveIns" integer, power text, sprinkler text,
  "columnSpacing" text, "truckCourtFt" numeric(8,2), rail boolean, "officePct" numeric(7,4),
  lender text, "loanBalance" numeric(14,2), "loanMaturity" date, "loanToValuePct" numeric(7,4),
  "lastSaleDate" date, "lastSalePrice" numeric(14,2), description text,
  "searchText" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(street,'') || ' ' || coalesce(city,'') || ' ' || coalesce(submarket,'') || ' ' || coalesce(apn,''))) STORED,
  ${recordColumns}
);
${recordIndexes('Property')}
${searchIndex('Property')}
CREATE INDEX IF NOT EXISTS property_type_status ON "Property" (type, status) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS property_market ON "Property" (market, submarket) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS property_name ON "Property" (name) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS property_loan_maturity ON "Property" ("loanMaturity") WHERE "loanMaturity" IS NOT NULL;

CREATE TABLE IF NOT EXISTS "Space" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "propertyId" uuid NOT NULL REFERENCES "Property" ON DELETE CASCADE,
  suite text NOT NULL, floor text, "rentableSF" integer, "askingRate" numeric(14,2), "leaseStructure" text,
  "availableDate" date, "tiPerSF" numeric(14,2), "deliveryCondition" text,
  status text NOT NULL DEFAULT 'available' ${oneOf('status', ['available', 'leased', 'coming_available'])},
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS space_suite ON "Space" ("propertyId", suite) WHERE "deletedAt" IS NULL;

CREATE TABLE IF NOT EXISTS "Lease" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "propertyId" uuid NOT NULL REFERENCES "Property" ON DELETE CASCADE,
  "spaceId" uuid REFERENCES "Space" ON DELETE SET NULL,
  "tenantCompanyId" uuid REFERENCES "Company" ON DELETE SET NULL,
  "tenantName" text NOT NULL, "rentableSF" integer,
  "commencementDate" date, "expirationDate" date, "baseRent" numeric(14,2), "escalationPct" numeric(7,4),
  "freeMonths" numeric(5,1), "tiPerSF" numeric(14,2), options text, "noticeDate" date,
  type text NOT NULL DEFAULT 'new' ${oneOf('type', ['new', 'renewal', 'sublease', 'assignment'])},
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz
);
CREATE INDEX IF NOT EXISTS lease_property ON "Lease" ("propertyId");
CREATE INDEX IF NOT EXISTS lease_expiration ON "Lease" ("expirationDate") WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS lease_tenant ON "Lease" ("tenantCompanyId");

CREATE TABLE IF NOT EXISTS "Comp" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "propertyId" uuid REFERENCES "Property" ON DELETE SET NULL,
  kind text NOT NULL ${oneOf('kind', ['sale', 'lease'])},
  "propertyName" text NOT NULL, type text, market text, submarket text,
  date date, price numeric(14,2), "rentableSF" integer, "rentPerSF" numeric(14,2), "capRate" numeric(7,4),
  "termMonths" integer, buyer text, seller text, tenant text, source text, notes text,
  ${recordColumns}
);
${recordIndexes('Comp')}
CREATE INDEX IF NOT EXISTS comp_property ON "Comp" ("propertyId");
CREATE INDEX IF NOT EXISTS comp_market ON "Comp" (kind, type, market, date);

CREATE TABLE IF NOT EXISTS "Requirement" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  kind text NOT NULL ${oneOf('kind', ['lease', 'purchase'])},
  "contactId" uuid REFERENCES "Contact" ON DELETE CASCADE,
  "companyId" uuid REFERENCES "Company" ON DELETE CASCADE,
  types jsonb NOT NULL DEFAULT '[]', markets jsonb NOT NULL DEFAULT '[]', submarkets jsonb NOT NULL DEFAULT '[]',
  "minSF" integer, "maxSF" integer, "maxPrice" numeric(14,2), "maxRentPerSF" numeric(14,2), "minCapRate" numeric(7,4),
  "minClearHeightFt" numeric(6,2), "minDockDoors" integer,
  "is1031" boolean NOT NULL DEFAULT false, "exchangeCloseDate" date, "neededBy" date,
  status text NOT NULL DEFAULT 'active' ${oneOf('status', ['active', 'on_hold', 'fulfilled', 'dropped'])}, notes text,
  ${recordColumns}
);
${recordIndexes('Requirement')}
CREATE INDEX IF NOT EXISTS requirement_contact ON "Requirement" ("contactId");
CREATE INDEX IF NOT EXISTS requirement_company ON "Requirement" ("companyId");

-- One edge table: a contact or company is something to a property, deal or company.
CREATE TABLE IF NOT EXISTS "Relationship" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "subjectType" text NOT NULL ${oneOf('subjectType', ['contact', 'company'])}, "subjectId" uuid NOT NULL,
  "objectType" text NOT NULL ${oneOf('objectType', ['property', 'deal', 'company'])}, "objectId" uuid NOT NULL,
  role text NOT NULL, "fromDate" date, "toDate" date, "isPrimary" boolean NOT NULL DEFAULT false, "sharePct" numeric(7,4),
  "createdById" uuid REFERENCES "User" ON DELETE SET NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("subjectType", "subjectId", "objectType", "objectId", role)
);
CREATE INDEX IF NOT EXISTS relationship_object ON "Relationship" ("objectType", "objectId");
`;
