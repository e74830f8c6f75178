import type { TestProject } from 'vitest/node';
import { createDatabase } from './ownDatabase';

declare module 'vitest' {
  interface ProvidedContext {
    /** A URL whose role may create databases, naming a database that tests leave alone. */
    pgUrl: string;
    /** The name of a migrated database without connections, to be cloned. */
    pgTemplate: string;
  }
}

const MIGRATE = new URL('../../server/src/testing/template.ts', import.meta.url).href;

async function migrate(url: string): Promise<void> {
  const { migrateTemplate } = (await import(MIGRATE)) as { migrateTemplate: (url: string) => Promise<void> };
  await migrateTemplate(url);
}

/**
 * Vitest's global setup for tests that need a database: a migrated template that each test file clones
 * (server/src/testing/db.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const template = await createDatabase('besahubs_template');
  try {
    await migrate(template.url);
  } catch (error) {
    await template.drop();
    throw error;
  }
  project.provide('pgUrl', template.adminUrl);
  project.provide('pgTemplate', template.name);
  return template.drop;
}
