import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { basename, join } from 'node:path';
import { UserError } from '../lib/errors.mjs';
import { canEnter, sharedFolder, spawnAs } from './runtime.mjs';

/** @import { RunAs, Runtime } from './runtime.mjs' */

export const ROLE = 'besahubs';
const PASSWORD_FILE = 'besahubs-password';
const DRAFT = 'initialising-';

/**
 * pg_trgm still asks the C library what a letter is: under plain C the "É" of a name would be none. Not every system
 * has C.UTF-8, so C is what is left.
 */
const CTYPES = platform() === 'linux' ? ['C.UTF-8', 'C'] : ['C'];

const noteFile = (dir) => join(dir, 'place.json');

/** What an earlier start wrote down: where the cluster lies when not here, and the port it had. */
export function readNote(dir) {
  try {
    return JSON.parse(readFileSync(noteFile(dir), 'utf8'));
  } catch {
    return {};
  }
}

export function writeNote(dir, note) {
  const draft = `${noteFile(dir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(note), { mode: 0o644 });
  renameSync(draft, noteFile(dir));
}

/** Where the cluster of this folder lies, whether it stands yet or not. */
const homeOf = (dir) => {
  const { home } = readNote(dir);
  return home && existsSync(home) ? home : dir;
};

/**
 * A cluster belongs to the user who made it: root goes on as that user, anyone else must be that user.
 * @returns {RunAs | undefined} undefined where nothing stands yet
 */
export function ownerOfCluster(dir) {
  const cluster = join(homeOf(dir), 'cluster');
  if (!existsSync(cluster) || !process.getuid) return undefined;
  const { uid, gid } = statSync(cluster);
  const me = process.getuid();
  if (uid === me) return me === 0 ? undefined : null;
  if (me === 0) return { uid, gid, name: `user ${uid}` };
  throw new UserError(
    `The database in ${cluster} belongs to another user (uid ${uid}), who started BesaHubs here before. ` +
      'Start as that user, or as root, or choose another folder with DATA_DIR.',
  );
}

/** Moves a standing cluster to where its user can reach it, as when its folder was closed to others since. */
function moveCluster(from, to) {
  if (!existsSync(join(from, 'cluster'))) return;
  const { status, stderr } = spawnSync('mv', [join(from, 'cluster'), join(to, 'cluster')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new UserError(`The database could not be moved from ${from} to ${to}: ${stderr}`);
}

/**
 * The folder for the cluster: the given one, or, where the database's user cannot enter that, one under /var/lib.
 * @param {string} dir
 * @param {RunAs} as
 * @param {(line: string) => void} log
 */
export function chooseHome(dir, as, log) {
  const known = homeOf(dir);
  if (as && known === dir) chmodSync(dir, 0o755);
  if (canEnter(known, as)) return realpathSync(known);
  const home = sharedFolder(`${basename(dir)}-`);
  chmodSync(home, 0o755);
  moveCluster(known, home);
  writeNote(dir, { ...readNote(dir), home });
  log(`The database lies in ${home}, because ${as?.name ?? 'its user'} cannot enter ${dir}.`);
  return realpathSync(home);
}

const complain = (what, result) =>
  new UserError(`${what} failed: ${result?.error?.message ?? `${result?.stderr}\n${result?.stdout}`.trim()}`);

function runInitdb(runtime, cluster, args) {
  const common = [
    '--auth=scram-sha-256',
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  let last;
  for (const ctype of CTYPES) {
    const locale = ['--locale=C', `--lc-ctype=${ctype}`];
    last = spawnSync(runtime.initdb, ['-D', cluster, ...args, ...common, ...locale, '--no-instructions'], {
      ...spawnAs(runtime.as),
      encoding: 'utf8',
    });
    if (last.status === 0) return;
  }
  throw complain('initdb', last);
}

/** Makes a cluster aside and renames it into place, so that one cut short never looks like one that is whole. */
function initialise(home, runtime, fast) {
  for (const entry of readdirSync(home)) {
    if (entry.startsWith(DRAFT)) rmSync(join(home, entry), { recursive: true, force: true });
  }
  const { as } = runtime;
  const draft = mkdtempSync(join(home, DRAFT));
  const cluster = join(draft, 'cluster');
  const passwordFile = join(draft, 'password');
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as) for (const path of [draft, passwordFile]) chownSync(path, as.uid, as.gid);

  runInitdb(runtime, cluster, ['-U', ROLE, `--pwfile=${passwordFile}`, ...(fast ? ['--no-sync'] : [])]);
  const create = spawnSync(runtime.postgres, ['--single', '-D', cluster, 'postgres'], {
    ...spawnAs(as),
    input: `CREATE DATABASE ${ROLE}\n`,
    encoding: 'utf8',
  });
  if (create.status !== 0) throw complain('CREATE DATABASE', create);
  renameSync(passwordFile, join(cluster, PASSWORD_FILE));
  renameSync(cluster, join(home, 'cluster'));
  rmSync(draft, { recursive: true, force: true });
}

/**
 * The cluster in this home, made if there is none.
 * @param {string} home
 * @param {Runtime} runtime
 * @param {{ fast: boolean }} options
 */
export function ensureCluster(home, runtime, { fast }) {
  const cluster = join(home, 'cluster');
  if (!existsSync(cluster)) {
    mkdirSync(home, { recursive: true });
    initialise(home, runtime, fast);
  }
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (made !== runtime.version.split('.')[0]) {
    throw new UserError(
      `The database in ${cluster} was made by PostgreSQL ${made}; this is ${runtime.version}. ` +
        'Dump and restore it, or choose another folder with DATA_DIR.',
    );
  }
  return { cluster, password: readFileSync(join(cluster, PASSWORD_FILE), 'utf8').trim() };
}
