import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../../scripts/testing/ownDatabase';
import { runStart } from './startCommand';

export interface AppAddresses {
  /** Without trailing slash; app, API and sockets. */
  url: string;
  /** The emulators' base URLs: `index` for their front page. */
  emulators: Record<'index' | 'sendgrid' | 'google' | 'microsoft' | 'turnstile', string>;
  databaseUrl: string;
}

export interface RunningApp extends AppAddresses {
  /** What the app has printed so far. */
  log: () => string;
  /** Stops app, emulators and database, and removes what they wrote. */
  stop: () => Promise<void>;
}

/** Starts the built app as `npm start` does, with demo data, emulators and a database of its own, on free ports. */
export async function startApp(): Promise<RunningApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'besahubs-e2e-'));
  const database = await createDatabase('besahubs_e2e');
  const command = await runStart({ DATA_DIR: dataDir, SEED: 'demo', DATABASE_URL: database.url });
  const stop = async () => {
    await command.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await command.ready();
  } catch (error) {
    await stop();
    throw error;
  }
  const index = command.emulatorsUrl;
  return {
    url: command.url,
    emulators: {
      index,
      sendgrid: `${index}/sendgrid`,
      google: `${index}/google`,
      microsoft: `${index}/microsoft`,
      turnstile: `${index}/turnstile`,
    },
    databaseUrl: database.url,
    log: command.log,
    stop,
  };
}
