import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { startPostgres } from '../../scripts/postgres.mjs';

export interface OwnDatabase {
  url: string;
  drop: () => Promise<void>;
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty database of one's own: in the server named by TEST_DATABASE_URL, or in a temporary embedded one. */
export async function createDatabase(): Promise<OwnDatabase> {
  const admin = process.env['TEST_DATABASE_URL'];
  if (!admin) {
    const postgres = await startPostgres({ fast: true });
    return { url: postgres.url, drop: postgres.stop };
  }
  const name = `besahubs_e2e_${randomBytes(6).toString('hex')}`;
  await asAdmin(admin, `CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
