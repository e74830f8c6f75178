/** One step of the schema, repeatable. `up` runs in a transaction; indexes are built after it, outside of any. */
export interface Migration {
  name: string;
  /** Plain SQL. */
  up: string;
  indexes?: readonly LiveIndex[];
}

/**
 * An index of a table that is large and in use: built CONCURRENTLY, which keeps nobody from writing, and which PostgreSQL
 * refuses within a transaction.
 */
export interface LiveIndex {
  name: string;
  unique?: boolean;
  /** What follows `CREATE INDEX … name`: `ON "Deal" (stage)`. */
  on: string;
}
