import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOptions } from './lib/bundle.mjs';
import { ROOT } from './lib/environment.mjs';
import { orExplain, UserError } from './lib/errors.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { lockHolder, takeLock } from './lib/lock.mjs';
import { until } from './lib/processes.mjs';
import { ALL_TARGETS, buildTarget, CACHE, staleTargets } from './lib/targets.mjs';

const BUILD_LIMIT = 10 * 60_000;

async function bundle(name) {
  const { build } = await import('esbuild');
  await build(bundleOptions(name));
}

/** A running server reads client/dist: the new one is made aside and takes its place at once. */
function replaceFolder(from, to) {
  const old = join(CACHE, 'client-old');
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(to, old);
  } catch {
    rmSync(to, { recursive: true, force: true });
  }
  try {
    renameSync(from, to);
  } catch {
    cpSync(from, to, { recursive: true });
  }
  rmSync(old, { recursive: true, force: true });
}

async function buildClient() {
  const { build } = await import('vite');
  const outDir = join(CACHE, 'client');
  process.env.NODE_ENV = 'production';
  await build({ root: join(ROOT, 'client'), logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  replaceFolder(outDir, join(ROOT, 'client/dist'));
}

/** @type {Record<import('./lib/targets.mjs').TargetName, () => Promise<unknown>>} */
const builders = {
  server: () => bundle('server'),
  emulators: () => bundle('emulators'),
  client: buildClient,
};

/** One build at a time in one folder; whoever waited finds most of the work done. */
async function takeTurn() {
  mkdirSync(CACHE, { recursive: true });
  const path = join(CACHE, 'build.lock');
  const end = performance.now() + BUILD_LIMIT;
  while (performance.now() < end) {
    await until(() => !lockHolder(path), { within: BUILD_LIMIT, every: 200 });
    try {
      return takeLock(path);
    } catch (error) {
      if (!error.holder) throw error;
    }
  }
  throw new UserError('Another build in this folder does not end.');
}

const failed = (name) => (error) => {
  throw new UserError(`The ${name} could not be built: ${error.message}`);
};

async function run() {
  ensureInstalled();
  const unlock = await takeTurn();
  try {
    const wanted = process.argv.includes('--force') ? ALL_TARGETS : staleTargets();
    if (wanted.length === 0) return console.log('Everything is built.');
    const started = performance.now();
    console.log(`Building ${wanted.join(', ')}.`);
    await Promise.all(wanted.map((name) => buildTarget(name, builders[name]).catch(failed(name))));
    console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  } finally {
    unlock();
  }
}

await orExplain(run);
