import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { needsEmulators, serverEnv } from './environment.mjs';
import { UserError } from './errors.mjs';
import { lockHolder } from './lock.mjs';
import { isFree, nextFreePort } from './ports.mjs';
import { ancestors, until } from './processes.mjs';
import { runProgram } from './supervisor.mjs';

/** @import { Config } from './environment.mjs' */
/** @typedef {ReturnType<typeof import('./supervisor.mjs').createSupervisor>} Supervisor */

const postgresDir = (config) => join(config.dataDir, 'postgres');

/** How long the app of an earlier start may take to stop, once whoever started it is gone. */
const LEAVING_LIMIT = 20_000;
/** How long a port is waited for that nobody is known to leave. */
const PORT_LIMIT = 1_500;

/** Who runs the app on this data. One whose npm was killed is about to stop, and waited for. */
async function currentHolder(lock) {
  const holder = lockHolder(lock);
  if (!holder || holder.ancestors === ancestors(holder.pid)) return holder;
  console.log('BesaHubs of an earlier start is still stopping.');
  await until(() => !lockHolder(lock), { within: LEAVING_LIMIT });
  return lockHolder(lock);
}

/**
 * What makes a start pointless is said before the long work begins.
 * @param {Config} config
 * @param {string} command what the person typed, to be repeated with another port
 * @throws {UserError}
 */
export async function checkBeforehand(config, command) {
  if (config.production && !config.databaseUrl) {
    throw new UserError(
      'NODE_ENV=production needs DATABASE_URL: the embedded database is for development and trials.',
    );
  }
  const lock = join(postgresDir(config), 'owner.json');
  const wasKilled = !config.databaseUrl && existsSync(lock) && !lockHolder(lock);
  const holder = config.databaseUrl ? null : await currentHolder(lock);
  if (holder) {
    throw new UserError(
      `BesaHubs already runs on this data (${config.dataDir}, process ${holder.pid}).\n` +
        `Use that one, stop it (kill ${holder.pid}), or start a second one beside it with data of its own:\n` +
        `  PORT=${config.port + 10} DATA_DIR=.data-2 ${command}`,
    );
  }
  const within = wasKilled ? LEAVING_LIMIT : PORT_LIMIT;
  if (!(await until(() => isFree(config.port, config.host), { within, every: 100 }))) {
    throw new UserError(
      `Port ${config.port} is taken by another program.\n` +
        `Stop that program, or choose another port:\n  PORT=${config.port + 10} ${command}`,
    );
  }
}

/**
 * The database of this run: DATABASE_URL, or an embedded one that becomes a part.
 * @param {Config} config @param {Supervisor} supervisor
 * @returns {Promise<string>} its URL
 */
export async function startDatabase(config, supervisor) {
  if (config.databaseUrl) return config.databaseUrl;
  mkdirSync(config.dataDir, { recursive: true });
  const { startPostgres } = await import('../postgres.mjs');
  const log = (line) => console.log(line);
  const postgres = await startPostgres({ dir: postgresDir(config), log });
  supervisor.add({ name: 'PostgreSQL', exited: postgres.exited, stop: postgres.stop });
  return postgres.url;
}

/**
 * Where the emulators of this run will listen and be reached; null when every provider has real credentials.
 * @param {Config} config @param {number[]} taken ports that others of this run will use
 */
export async function planEmulators(config, taken) {
  if (!needsEmulators(process.env, config.production)) return null;
  const port = await nextFreePort(config.emulatorsPort, { except: taken });
  const publicUrl = (config.emulatorsUrl ?? `http://localhost:${port}`).replace(/\/+$/, '');
  return { port, publicUrl };
}

/** @param {Config} config @param {{ port: number, publicUrl: string }} plan @param {string} [file] */
export const runEmulators = (config, plan, file = 'main.js') =>
  runProgram('The provider emulators', `emulators/dist/${file}`, {
    ...process.env,
    EMULATORS_PORT: String(plan.port),
    EMULATORS_PUBLIC_URL: plan.publicUrl,
    EMULATORS_DATA_DIR: join(config.dataDir, 'emulators'),
  });

/** @param {Config} config @param {{ databaseUrl: string, emulatorsUrl?: string }} parts @param {string} [file] */
export const runServer = (config, parts, file = 'main.js') =>
  runProgram('The server', `server/dist/${file}`, serverEnv(process.env, config, parts));
