/** Columns that every CRM record has: who owns it, who touched it, soft deletion, the optimistic lock, import traces. */
export const recordColumns = `
  "ownerId" uuid REFERENCES "User" ON DELETE SET NULL,
  "teamId" uuid REFERENCES "Team" ON DELETE SET NULL,
  "createdById" uuid REFERENCES "User" ON DELETE SET NULL,
  "updatedById" uuid REFERENCES "User" ON DELETE SET NULL,
  "externalId" text, "importBatchId" uuid,
  version integer NOT NULL DEFAULT 0,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(), "deletedAt" timestamptz`;

/** The indexes those columns want: by owner, by team, newest first; deleted rows stay out of all of them. */
export const recordIndexes = (table: string): string => {
  const name = table.toLowerCase();
  return `
CREATE INDEX IF NOT EXISTS ${name}_owner ON "${table}" ("ownerId", "createdAt" DESC) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS ${name}_team ON "${table}" ("teamId", "createdAt" DESC) WHERE "deletedAt" IS NULL;
CREATE INDEX IF NOT EXISTS ${name}_created ON "${table}" ("createdAt" DESC, id) WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS ${name}_external ON "${table}" ("externalId") WHERE "externalId" IS NOT NULL AND "deletedAt" IS NULL;`;
};

export const searchIndex = (table: string): string =>
  `CREATE INDEX IF NOT EXISTS ${table.toLowerCase()}_search ON "${table}" USING gin ("searchText" gin_trgm_ops);`;

/** `CHECK (column IN (...))`; NULL passes. */
export const oneOf = (column: string, values: readonly string[]): string =>
  `CHECK ("${column}" IN (${values.map((value) => `'${value}'`).join(',')}))`;
