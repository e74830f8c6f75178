import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { startPostgres } from '../postgres.mjs';

export interface OwnDatabase {
  name: string;
  url: string;
  /** Another database of the same server, from which this one can be cloned or dropped. */
  adminUrl: string;
  /** Drops it, and stops the server when that was started for it. */
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

/**
 * An empty database of one's own: in the server named by TEST_DATABASE_URL or DATABASE_URL, whose role must be allowed
 * to create databases, else in a temporary embedded one.
 * @param prefix of its name
 */
export async function createDatabase(prefix: string): Promise<OwnDatabase> {
  const given = process.env['TEST_DATABASE_URL'] || process.env['DATABASE_URL'];
  const embedded = given ? undefined : await startPostgres({ fast: true });
  const adminUrl = given || embedded!.url;
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await asAdmin(adminUrl, `CREATE DATABASE ${name}`);
  const drop = () => embedded?.stop() ?? asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { name, url: url.href, adminUrl, drop };
}
