import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/lib/ports.mjs';
import { createDatabase } from './database';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Long enough for a build on a slow machine. */
const READY_LIMIT = 300_000;
const POLL_EVERY = 100;
const OUTSIDE = /^(SENDGRID|GOOGLE|MS|TURNSTILE|CLOUDINARY|REDIS|DATABASE|APP_BASE|API_BASE|NODE_ENV|VITEST)/;

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

/** Our own environment, without what would let a test reach a real provider or somebody's data. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTSIDE.test(name)));
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function waitUntilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const end = performance.now() + READY_LIMIT;
  while (performance.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (await answers(`${url}/api/ready`)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
  }
  throw new Error(`The app did not get ready on ${url}:\n${log()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}

/**
 * Starts the built app as `npm start` does, with demo data, emulators and a database of its own, on free ports. It ends
 * with this process in any case.
 * @param env variables over those that a test run sets
 */
export async function startApp(env: Record<string, string> = {}): Promise<RunningApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'besahubs-e2e-'));
  const database = await createDatabase();
  const port = await freePort();
  const emulatorsPort = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', './scripts/lib/followParent.mjs', 'scripts/start.mjs', '--no-env-file'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...cleanEnv(),
        PORT: String(port),
        EMULATORS_PORT: String(emulatorsPort),
        DATA_DIR: dataDir,
        SEED: 'demo',
        DATABASE_URL: database.url,
        ...env,
      },
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const stop = async () => {
    await end(child);
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  try {
    await waitUntilReady(url, child, () => printed);
  } catch (error) {
    await stop();
    throw error;
  }
  const index = `http://localhost:${emulatorsPort}`;
  return {
    url,
    emulators: {
      index,
      sendgrid: `${index}/sendgrid`,
      google: `${index}/google`,
      microsoft: `${index}/microsoft`,
      turnstile: `${index}/turnstile`,
    },
    databaseUrl: database.url,
    log: () => printed,
    stop,
  };
}
