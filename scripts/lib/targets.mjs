import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';

/**
 * What can be built, what each is built from, and the file that must be there afterwards.
 * @typedef {'server' | 'emulators' | 'client'} TargetName
 */
const TARGETS = {
  server: {
    inputs: ['server/src', 'contracts/src', 'scripts/lib/bundle.mjs'],
    output: 'server/dist/main.js',
  },
  emulators: { inputs: ['emulators/src', 'scripts/lib/bundle.mjs'], output: 'emulators/dist/main.js' },
  client: {
    inputs: ['client/src', 'client/public', 'client/index.html', 'client/vite.config.ts', 'contracts/src'],
    output: 'client/dist/index.html',
  },
};

/** @type {TargetName[]} */
export const ALL_TARGETS = ['server', 'emulators', 'client'];

/** A change of these asks for everything anew. */
const COMMON = ['package-lock.json', 'tsconfig.base.json'];
const NOT_BUILT = /\.test\.tsx?$/;

/** Kept beside the installed packages: what is installed anew is built anew. */
export const CACHE = join(ROOT, 'node_modules/.cache/besahubs');
const stampFile = (name) => join(CACHE, `${name}.built`);

function* filesIn(path) {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) return yield path;
  for (const entry of readdirSync(absolute).sort()) yield* filesIn(`${path}/${entry}`);
}

/** By content: a checkout changes dates without changing anything. @param {TargetName} name */
function fingerprintOf(name) {
  const hash = createHash('sha256');
  for (const input of [...COMMON, ...TARGETS[name].inputs]) {
    for (const file of filesIn(input)) {
      if (!NOT_BUILT.test(file))
        hash
          .update(file)
          .update('\0')
          .update(readFileSync(join(ROOT, file)));
    }
  }
  return hash.digest('hex');
}

function lastBuilt(name) {
  try {
    return readFileSync(stampFile(name), 'utf8');
  } catch {
    return null;
  }
}

/** @returns {TargetName[]} what is not built from the sources as they stand */
export const staleTargets = () =>
  ALL_TARGETS.filter(
    (name) => !existsSync(join(ROOT, TARGETS[name].output)) || lastBuilt(name) !== fingerprintOf(name),
  );

/**
 * Runs a build and notes what it was built from; sources that changed meanwhile leave it stale.
 * @param {TargetName} name
 * @param {() => Promise<unknown>} build
 */
export async function buildTarget(name, build) {
  const fingerprint = fingerprintOf(name);
  await build();
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stampFile(name), fingerprint);
}
