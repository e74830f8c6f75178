import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';
import { UserError } from './errors.mjs';

function readPackages(...path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')).packages ?? {};
  } catch {
    return null;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm keeps a lock of what it installed; the two are
 * compared by content, because a checkout changes dates without changing anything.
 */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  if (!wanted) throw new UserError('package-lock.json is missing: this is not a whole copy of the project.');
  const installed = readPackages('node_modules', '.package-lock.json');
  if (!installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || entry.optional || entry.peer) return true;
    return installed[path]?.version === entry.version;
  });
}

/** Installs with npm ci when what is installed is not what the lock file says. Build tools are wanted in any case. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages with npm ci. The first time takes about a minute.');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: ROOT, stdio: 'inherit' };
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status !== 0) {
    throw new UserError(
      'npm ci did not finish. Its message stands above; mend that and run the same command again.',
    );
  }
}
