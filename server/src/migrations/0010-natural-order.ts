/**
 * Names sort as people sort them: “Émile” beside “Emil”, “de Vries” before “Zhang”, “Suite 2” before “Suite 10”. The
 * database's own order (C) goes by code point. A PostgreSQL that was built without ICU keeps that order.
 */
export const up = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_collation WHERE collname = 'by_name') THEN
    BEGIN
      CREATE COLLATION by_name (provider = icu, locale = 'und-u-kn-true');
    EXCEPTION WHEN feature_not_supported THEN
      CREATE COLLATION by_name FROM "C";
    END;
  END IF;
END $$;

DROP INDEX IF EXISTS company_name, contact_name, contact_last_name, property_name;
CREATE INDEX IF NOT EXISTS company_by_name ON "Company" (name COLLATE by_name, id) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS property_by_name ON "Property" (name COLLATE by_name, id) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS contact_by_name ON "Contact" ("lastName" COLLATE by_name, "firstName" COLLATE by_name, id)
  WHERE "deletedAt" IS NULL;
`;
