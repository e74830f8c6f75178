import { migrateQueue } from '../jobs/worker';
import { connectModels } from '../models';
import { migrate } from '../services/system';

/** Migrates the database that every test file gets a clone of. */
export async function migrateTemplate(url: string): Promise<void> {
  const sequelize = connectModels(url);
  await migrate();
  await sequelize.close();
  await migrateQueue(url);
}
