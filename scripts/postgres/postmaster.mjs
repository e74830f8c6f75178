import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { isFree, freePort } from '../lib/ports.mjs';
import { isRunning, pause, until } from '../lib/processes.mjs';
import { spawnAs } from './runtime.mjs';

/** @import { Runtime } from './runtime.mjs' */

/** A pid that no system gives out: PostgreSQL finds nobody there and takes the lock file over. */
const NOBODY = 2147483647;
const PID_LINE = 0;
const STATUS_LINE = 7;
const START_LIMIT = 120_000;
const STOP_LIMIT = 60_000;
const LOG_LIMIT = 5 * 1024 * 1024;

/**
 * Runs the postmaster and stops it when our end of the pipe closes: an app that was killed leaves no database behind.
 * SIGINT is PostgreSQL's fast shutdown.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- </dev/null &
pid=$!
( read -r _ <&3; kill -INT "$pid" ) 2>/dev/null &
guard=$!
exec 3<&-
wait "$pid"; code=$?
kill "$guard" 2>/dev/null
exit $code`;

const pidFile = (cluster) => join(cluster, 'postmaster.pid');

function readPidLines(cluster) {
  try {
    return readFileSync(pidFile(cluster), 'utf8').split('\n');
  } catch {
    return null;
  }
}

/** Whether this process is the postmaster of this cluster: it works inside the cluster's folder. */
function isPostmasterOf(pid, cluster) {
  if (!isRunning(pid)) return false;
  if (platform() === 'win32') return true;
  if (platform() === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    } catch {
      return false;
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(
    cluster,
  );
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

const gone = (pid, within) => until(() => !isRunning(pid), { within });

/**
 * Ends a postmaster that outlived its app, and readies the lock file of one that did not.
 *
 * The file is kept, with the pid of nobody: PostgreSQL then still looks whether the old server's children use the
 * shared memory named in it, which it could not after a plain delete. "ready" is taken out of it, so that it cannot be
 * read as the new server's word.
 * @param {string} cluster its real path
 */
export async function clearPredecessor(cluster, log) {
  const lines = readPidLines(cluster);
  if (!lines) return;
  const pid = Number(lines[PID_LINE]);
  if (!Number.isInteger(pid) || pid <= 0) return rmSync(pidFile(cluster), { force: true });
  if (isPostmasterOf(pid, cluster)) {
    log('PostgreSQL of an earlier start still runs: it is stopped first.');
    signal(pid, 'SIGINT');
    if (!(await gone(pid, STOP_LIMIT))) signal(pid, 'SIGQUIT');
    if (!(await gone(pid, 10_000)))
      throw new Error(`PostgreSQL (process ${pid}) on ${cluster} does not stop.`);
  } else {
    log('PostgreSQL was not stopped properly last time: it recovers now.');
  }
  const left = readPidLines(cluster);
  if (!left) return;
  left[PID_LINE] = String(NOBODY);
  if (left.length > STATUS_LINE) left[STATUS_LINE] = 'stopped';
  writeFileSync(pidFile(cluster), left.join('\n'));
}

function openLog(path) {
  try {
    if (statSync(path).size > LOG_LIMIT) rmSync(path);
  } catch {
    // there is none yet
  }
  return openSync(path, 'a', 0o644);
}

const flags = (settings) => Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

function launch(runtime, cluster, port, settings, logFile) {
  const args = ['-D', cluster, '-p', String(port), ...flags(settings)];
  const log = openLog(logFile);
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { ...spawnAs(runtime.as), detached: platform() !== 'win32', stdio: ['pipe', log, log] };
  const child =
    platform() === 'win32'
      ? spawn(runtime.postgres, args, options)
      : spawn('/bin/sh', ['-c', GUARD, 'besahubs-postgres', runtime.postgres, ...args], options);
  closeSync(log);
  return child;
}

/** Waits for the word "ready" of the server just launched. Answers null, or what it wrote before it gave up. */
async function readiness(child, cluster, logFile, logStart) {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  const isReady = () => readPidLines(cluster)?.[STATUS_LINE]?.trim() === 'ready';
  const answer = await until(() => (ended ? 'ended' : isReady() && 'ready'), { within: START_LIMIT });
  if (answer === 'ready') return null;
  if (answer === null) child.stdin.end();
  return readFileSync(logFile).subarray(logStart).toString('utf8').trim() || 'it wrote nothing';
}

/** How a failed start may be answered: with another port, or by waiting for a killed server's children to end. */
const RETRIES = [
  { sign: /could not bind|Address already in use/i, wait: 0, newPort: true },
  { sign: /shared memory block .* is still in use|is still in use/i, wait: 250, newPort: false },
];

const sizeOf = (path) => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

async function choosePort(wanted, remembered) {
  if (wanted) return wanted;
  if (remembered && (await isFree(remembered, '127.0.0.1'))) return remembered;
  return freePort('127.0.0.1');
}

/**
 * Starts the postmaster and waits until it takes connections.
 * @param {{ runtime: Runtime, cluster: string, port?: number, remembered?: number,
 *   settings: Record<string, string | number>, logFile: string }} options
 */
export async function startPostmaster({ runtime, cluster, port: wanted, remembered, settings, logFile }) {
  let port = await choosePort(wanted, remembered);
  const end = performance.now() + START_LIMIT;
  for (;;) {
    const logStart = sizeOf(logFile) > LOG_LIMIT ? 0 : sizeOf(logFile);
    const child = launch(runtime, cluster, port, settings, logFile);
    const trouble = await readiness(child, cluster, logFile, logStart);
    if (!trouble) return { child, port };
    const retry = RETRIES.find(({ sign, newPort }) => sign.test(trouble) && !(newPort && wanted));
    if (!retry || performance.now() > end) throw new Error(`PostgreSQL did not start:\n${trouble}`);
    if (retry.newPort) port = await freePort('127.0.0.1');
    await pause(retry.wait);
  }
}

/**
 * Fast shutdown: sessions are ended, everything committed is written. Resolves when the server is gone.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopPostmaster(child, runtime, cluster) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  if (platform() === 'win32') spawnSync(runtime.pgCtl, ['stop', '-m', 'fast', '-D', cluster], spawnAs(null));
  else child.stdin?.end();
  const timer = setTimeout(
    () => signal(Number(readPidLines(cluster)?.[PID_LINE] ?? 0), 'SIGQUIT'),
    STOP_LIMIT,
  );
  await exited;
  clearTimeout(timer);
}
