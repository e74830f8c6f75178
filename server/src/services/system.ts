import { SequelizeStorage, Umzug } from 'umzug';
import type { Sequelize } from 'sequelize';
import { logger } from '../lib/logger';
import { database } from '../models';
import { migrations } from '../migrations';

function migrator(sequelize: Sequelize) {
  return new Umzug({
    migrations: migrations.map(({ name, up }) => ({
      name,
      up: () => sequelize.transaction((transaction) => sequelize.query(up, { transaction, raw: true })),
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

/** Applies what is pending, one process at a time. Returns the names applied. */
export async function migrate(): Promise<string[]> {
  const sequelize = database();
  return sequelize.transaction(async (transaction) => {
    await sequelize.query('SELECT pg_advisory_xact_lock($1)', { bind: [MIGRATION_LOCK], transaction });
    const applied = await migrator(sequelize).up();
    return applied.map(({ name }) => name);
  });
}

/** Names of the migrations not yet applied; throws when the database does not answer. */
export async function pendingMigrations(): Promise<string[]> {
  const pending = await migrator(database()).pending();
  return pending.map(({ name }) => name);
}
