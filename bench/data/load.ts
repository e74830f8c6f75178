import pg from 'pg';
import { hashPassword } from '../../server/src/services/auth/passwords';
import { connectModels } from '../../server/src/models';
import { migrateQueue } from '../../server/src/jobs/worker';
import { migrate } from '../../server/src/services/system';
import { people } from './people';
import { records } from './records';

export const PASSWORD = 'bench-password-1';

async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(`SELECT EXISTS (SELECT 1 FROM "User") AS used`);
  if (rows[0]?.used)
    throw new Error('DATABASE_URL names a database with people in it. The bench wants an empty one.');
}

/**
 * Migrates, fills and analyses an empty database. The same numbers give the same distributions.
 * @throws when the database has users already: the bench never touches somebody's data
 */
export async function loadDatabase(url: string, counts: { contacts: number; deals: number }): Promise<void> {
  const sequelize = connectModels(url);
  await migrate();
  await sequelize.close();
  await migrateQueue(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseUsed(client);
    await client.query('SELECT setseed(0.42)');
    await client.query(people.replaceAll(':hash', client.escapeLiteral(await hashPassword(PASSWORD))));
    await client.query(records(counts));
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}
