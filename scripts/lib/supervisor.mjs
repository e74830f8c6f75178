import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';
import { ancestors } from './processes.mjs';

const STOP_LIMIT = 20_000;
/** npm passes Ctrl-C on, so that one press arrives twice; only a later one means impatience. */
const IMPATIENCE_MS = 1500;
const FOLLOW_PARENT = pathToFileURL(join(ROOT, 'scripts/lib/followParent.mjs')).href;

/**
 * A part of the running app. `exited` settles when it is gone, with its exit code where it has one.
 * @typedef {{ name: string, exited: Promise<number | null | boolean>, stop: () => Promise<unknown>, kill?: () => void }} Part
 */

/**
 * Runs a built program of ours as a part. It has a process group of its own, so that Ctrl-C reaches the supervisor
 * alone and parts end in order.
 * @param {string} name
 * @param {string} file relative to the project
 * @param {NodeJS.ProcessEnv} env
 * @returns {Part & { child: import('node:child_process').ChildProcess }}
 */
export function runProgram(name, file, env) {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--import', FOLLOW_PARENT, join(ROOT, file)],
    {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: platform() !== 'win32',
    },
  );
  const exited = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(1));
  });
  const kill = () => void child.kill('SIGKILL');
  const stop = async () => {
    const timer = setTimeout(kill, STOP_LIMIT);
    if (platform() === 'win32' && child.connected) child.disconnect();
    else child.kill('SIGTERM');
    await exited;
    clearTimeout(timer);
  };
  return { name, exited, stop, kill, child };
}

/** Keeps parts together: when one ends, the others are stopped, the last started first. */
export function createSupervisor() {
  /** @type {Part[]} */
  const parts = [];
  let stopping = null;
  let finish;
  /** The exit code of the whole, once everything has stopped. */
  const ended = new Promise((resolve) => (finish = resolve));

  const stopAll = async (code) => {
    const stopParts = async () => {
      for (const part of parts.splice(0).reverse()) await part.stop();
      finish(code);
    };
    await (stopping ??= stopParts());
  };

  /** @template {Part} P @param {P} part @returns {P} */
  const add = (part) => {
    if (stopping) {
      stopping = stopping.then(part.stop);
      return part;
    }
    parts.push(part);
    part.exited.then((code) => {
      if (stopping || !parts.includes(part)) return;
      parts.splice(parts.indexOf(part), 1);
      console.error(
        `${part.name} ended by itself${typeof code === 'number' ? ` (code ${code})` : ''}; stopping.`,
      );
      void stopAll(typeof code === 'number' && code > 0 ? code : 1);
    });
    return part;
  };

  /** Stops one part and goes on without it, as a restart does. @param {Part} part */
  const remove = async (part) => {
    if (parts.includes(part)) parts.splice(parts.indexOf(part), 1);
    await part.stop();
  };

  return { add, remove, stopAll, ended, isStopping: () => stopping !== null, parts };
}

/**
 * Stops everything on Ctrl-C, SIGTERM, a closed terminal, and when the npm that runs us is gone.
 * @param {ReturnType<typeof createSupervisor>} supervisor
 */
export function stopOnSignals(supervisor) {
  let first = 0;
  const onSignal = () => {
    const now = performance.now();
    first ||= now;
    if (now - first > IMPATIENCE_MS) {
      for (const part of supervisor.parts) part.kill?.();
      process.exit(130);
    }
    if (!supervisor.isStopping()) console.log('Stopping.');
    void supervisor.stopAll(0);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal);
  if (!process.env.npm_lifecycle_event || platform() === 'win32') return;
  const born = ancestors();
  setInterval(() => ancestors() !== born && !supervisor.isStopping() && onSignal(), 1000).unref();
}
