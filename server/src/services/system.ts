import { setTimeout as sleep } from 'node:timers/promises';
import { SequelizeStorage, Umzug } from 'umzug';
import { QueryTypes } from 'sequelize';
import type { Sequelize, Transaction } from 'sequelize';
import { logger } from '../lib/logger';
import { database } from '../models';
import { migrations } from '../migrations';
import type { LiveIndex, Migration } from '../migrations/migration';

/** Applies one migration, whether or not it was applied before, wholly or in part. */
export async function applyMigration(
  sequelize: Sequelize,
  { up, indexes = [] }: Omit<Migration, 'name'>,
): Promise<void> {
  await sequelize.transaction((transaction) => sequelize.query(up, { transaction, raw: true }));
  for (const index of indexes) await buildIndex(sequelize, index);
}

/** What broke off left an index that is maintained and never used: it goes first, since by its name it would be there. */
async function buildIndex(sequelize: Sequelize, { name, unique, on }: LiveIndex): Promise<void> {
  const leftovers = await sequelize.query(
    `SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid`,
    { bind: [`"${name}"`], type: QueryTypes.SELECT },
  );
  if (leftovers.length) await sequelize.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
  await sequelize.query(`CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY IF NOT EXISTS "${name}" ${on}`);
}

function migrator(sequelize: Sequelize, steps: readonly Migration[]) {
  return new Umzug({
    migrations: steps.map((migration) => ({
      name: migration.name,
      up: () => applyMigration(sequelize, migration),
    })),
    storage: new SequelizeStorage({ sequelize, modelName: 'Migration', tableName: 'Migration' }),
    logger: {
      info: () => undefined,
      debug: () => undefined,
      warn: (m) => logger.warn(m),
      error: (m) => logger.error(m),
    },
  });
}

// Any number, the same in every process: whoever comes second waits, then finds nothing to do.
const MIGRATION_LOCK = 7_226_001;
const ASK_AGAIN_MS = 200;

/**
 * An index that is built CONCURRENTLY waits for every snapshot that is older, ours too. So nothing here holds one: it asks
 * again and again, since a statement that waits for the lock has one; and without binds, since the portal of a statement
 * with binds keeps its own until the transaction ends.
 */
async function takeLock(sequelize: Sequelize, transaction: Transaction): Promise<void> {
  for (;;) {
    const [answer] = await sequelize.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_xact_lock(${MIGRATION_LOCK}) AS taken`,
      { transaction, type: QueryTypes.SELECT },
    );
    if (answer?.taken) return;
    await sleep(ASK_AGAIN_MS);
  }
}

/** Applies what is pending, one process at a time. Returns the names applied. */
export async function migrate(steps = migrations): Promise<string[]> {
  const sequelize = database();
  return sequelize.transaction(async (transaction) => {
    await takeLock(sequelize, transaction);
    const applied = await migrator(sequelize, steps).up();
    return applied.map(({ name }) => name);
  });
}

/** Names of the migrations not yet applied; throws when the database does not answer. */
export async function pendingMigrations(): Promise<string[]> {
  const pending = await migrator(database(), migrations).pending();
  return pending.map(({ name }) => name);
}
