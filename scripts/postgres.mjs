import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from './lib/errors.mjs';
import { LockedError, takeLock } from './lib/lock.mjs';
import { ancestors } from './lib/processes.mjs';
import { chooseHome, ensureCluster, ownerOfCluster, readNote, ROLE, writeNote } from './postgres/cluster.mjs';
import { clearPredecessor, startPostmaster, stopPostmaster } from './postgres/postmaster.mjs';
import { findRuntime, unprivilegedUser } from './postgres/runtime.mjs';

/** Small enough for a laptop, enough for an office. Reached over TCP on this machine only, with a password. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 60,
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  random_page_cost: 1.1,
  max_wal_size: '512MB',
  // No replicas hang on this server.
  wal_level: 'minimal',
  max_wal_senders: 0,
  // Our queries are short: compiling or splitting them costs more than it saves, and splitting needs a large /dev/shm.
  jit: 'off',
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  timezone: 'UTC',
  log_timezone: 'UTC',
  ...(platform() === 'win32' ? {} : { io_method: 'sync' }),
};

/** For data that may be lost, as in tests. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

function lockOrExplain(dir) {
  try {
    return takeLock(join(dir, 'owner.json'), { ancestors: ancestors() });
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new UserError(
      `The database in ${dir} is in use by another BesaHubs (process ${error.holder.pid}). ` +
        'Stop that one first, or choose another folder with DATA_DIR.',
      { cause: error },
    );
  }
}

/** See postgres.d.mts. */
export async function startPostgres({ dir: wanted, port, settings = {}, fast = false, log = () => {} } = {}) {
  const temporary = wanted === undefined;
  const dir = temporary ? mkdtempSync(join(tmpdir(), 'besahubs-postgres-')) : resolve(wanted);
  mkdirSync(dir, { recursive: true });
  const unlock = lockOrExplain(dir);
  const clean = (home) => {
    unlock();
    if (temporary) for (const path of [home, dir]) rmSync(path, { recursive: true, force: true });
  };
  let home = dir;
  try {
    const as = ownerOfCluster(dir) ?? unprivilegedUser();
    const runtime = findRuntime(as, log);
    home = chooseHome(dir, as, log);
    const { cluster, password } = ensureCluster(home, runtime, { fast });
    await clearPredecessor(cluster, log);
    const started = await startPostmaster({
      runtime,
      cluster,
      port,
      remembered: readNote(dir).port,
      settings: { ...SETTINGS, ...(fast ? FAST : {}), ...settings },
      logFile: join(dir, 'postgres.log'),
    });
    if (!temporary) writeNote(dir, { ...readNote(dir), port: started.port });

    let stopping;
    const exited = new Promise((resolveExit) =>
      started.child.once('exit', () => resolveExit(stopping !== undefined)),
    );
    started.child.unref();
    return {
      url: `postgres://${ROLE}:${password}@127.0.0.1:${started.port}/${ROLE}`,
      port: started.port,
      exited,
      stop: () => (stopping ??= stopPostmaster(started.child, runtime, cluster).then(() => clean(home))),
    };
  } catch (error) {
    clean(home);
    throw error;
  }
}
