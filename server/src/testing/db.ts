import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectModels, database } from '../models';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A role that may create databases. */
    pgUrl: string;
    /** The migrated database to clone. */
    pgTemplate: string;
  }
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('pgUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Gives the test file a database of its own, cloned from the migrated template, with the models connected to it. */
export function useDatabase(): { url(): string } {
  const name = `t_${randomBytes(8).toString('hex')}`;
  const url = new URL(inject('pgUrl'));
  url.pathname = `/${name}`;
  beforeAll(async () => {
    await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${inject('pgTemplate')}`);
    connectModels(url.href, { maxConnections: 5 });
  });
  afterAll(async () => {
    await database().close();
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return { url: () => url.href };
}
