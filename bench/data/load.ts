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

/** Rows of these come by the million. */
const LARGE = ['Deal', 'DealStageEvent', 'DealMember', 'Property', 'Contact', 'Company'];

/**
 * For the time of loading: rows are right by the way they are made, so that nothing checks or counts them one by one (where
 * the role may say so), and indexes are built once, over all rows. Answers the statements that make those again.
 */
async function setAside(client: pg.Client): Promise<string[]> {
  await client.query(`SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'`);
  await client.query('SET session_replication_role = replica').catch(() => undefined);
  const { rows } = await client.query<{ name: string; made: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made FROM pg_index
      WHERE indrelid = ANY($1::regclass[]) AND NOT indisunique`,
    [LARGE.map((table) => `"${table}"`)],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ made }) => made);
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
    const indexes = await setAside(client);
    await client.query(records(counts));
    for (const made of indexes) await client.query(made);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}
