import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fingerprint } from './processes.mjs';

/** Thrown when another living process holds the lock; `holder` is what that process wrote about itself. */
export class LockedError extends Error {
  constructor(path, holder) {
    super(`${path} is held by process ${holder.pid}`);
    this.holder = holder;
  }
}

const readText = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Who holds the lock now, or null: a lock outlives a process that was killed, so the process is looked for. */
export function lockHolder(path) {
  const holder = parse(readText(path) ?? '');
  return holder && fingerprint(holder.pid) === holder.fingerprint ? holder : null;
}

/** Moves a dead process's lock away. Two may try at once: the one that moved a fresh lock by mistake puts it back. */
function removeStale(path, staleText) {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readText(aside) === staleText) return rmSync(aside, { force: true });
  renameSync(aside, path);
}

/**
 * Takes a lock that ends with this process, also when it is killed.
 * @param {string} path a file in an existing folder
 * @param {Record<string, unknown>} [about] kept in the file for whoever finds the lock held
 * @returns {() => void} gives the lock back
 * @throws {LockedError} when a living process, this one included, holds it
 */
export function takeLock(path, about = {}) {
  const mine = JSON.stringify({ ...about, pid: process.pid, fingerprint: fingerprint(process.pid) });
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        if (readText(path) === mine) rmSync(path, { force: true });
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = lockHolder(path);
    if (holder) throw new LockedError(path, holder);
    removeStale(path, readText(path));
  }
  throw new Error(`${path} could not be taken: another process takes and leaves it all the time`);
}
