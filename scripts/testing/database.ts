import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres, type RunningPostgres } from '../postgres.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL (or one that may create databases), naming a database that tests leave alone. */
    pgUrl: string;
    /** The name of a migrated database without connections, to be cloned. */
    pgTemplate: string;
  }
}

const MIGRATE = new URL('../../server/src/testing/template.ts', import.meta.url);

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}

async function migrate(url: string): Promise<void> {
  if (!existsSync(MIGRATE)) return;
  const { migrateTemplate } = (await import(MIGRATE.href)) as {
    migrateTemplate: (url: string) => Promise<void>;
  };
  await migrateTemplate(url);
}

/**
 * Vitest's global setup for tests that need a database: TEST_DATABASE_URL, or a temporary PostgreSQL of its own, and in
 * it a migrated template that each test file clones (server/src/testing/db.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const own: RunningPostgres | undefined = given ? undefined : await startPostgres({ fast: true });
  const url = given ?? own!.url;
  const template = `besahubs_template_${randomBytes(6).toString('hex')}`;
  const teardown = async () => {
    if (own) return own.stop();
    await asAdmin(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  };
  try {
    await asAdmin(url, `CREATE DATABASE ${template}`);
    await migrate(withDatabase(url, template));
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('pgUrl', url);
  project.provide('pgTemplate', template);
  return teardown;
}
