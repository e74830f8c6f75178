import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startApp, type AppAddresses } from './app';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one app that all journeys of a run share. */
    app: AppAddresses;
  }
}

/** Vitest's global setup of the e2e project. What the app printed is kept in test-results/app.log. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, emulators, databaseUrl, log, stop } = await startApp();
  project.provide('app', { url, emulators, databaseUrl });
  return async () => {
    await stop();
    const results = join(project.config.root, 'test-results');
    await mkdir(results, { recursive: true });
    await writeFile(join(results, 'app.log'), log());
  };
}
