import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/lib/ports.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Long enough for a build on a slow machine. */
const READY_LIMIT = 300_000;
const POLL_EVERY = 100;
const OUTSIDE = /^(SENDGRID|GOOGLE|MS|TURNSTILE|CLOUDINARY|REDIS|DATABASE|APP_BASE|API_BASE|NODE_ENV|VITEST)/;

export interface StartedCommand {
  url: string;
  emulatorsUrl: string;
  child: ChildProcess;
  /** What it has printed so far. */
  log: () => string;
  /** Resolves when /api/ready answers 200; rejects with the log when the command ends before that. */
  ready: () => Promise<void>;
  /** Its exit code; null when it was killed. */
  ended: Promise<number | null>;
  /** Asks it to stop, as Ctrl-C does, and waits. */
  stop: () => Promise<void>;
}

/** Our own environment, without what would let a test reach a real provider or somebody's data. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTSIDE.test(name)));
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function waitUntilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const end = performance.now() + READY_LIMIT;
  while (performance.now() < end && !hasEnded(child)) {
    if (await answers(`${url}/api/ready`)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
  }
  throw new Error(`The app did not get ready on ${url}:\n${log()}`);
}

/**
 * Runs what `npm start` runs, on free ports unless told otherwise, without .env and without providers' credentials. It
 * ends with this process in any case.
 * @param env variables to set; DATA_DIR belongs here
 */
export async function runStart(env: Record<string, string>): Promise<StartedCommand> {
  const ports = { PORT: String(await freePort()), EMULATORS_PORT: String(await freePort()) };
  const all: NodeJS.ProcessEnv = { ...cleanEnv(), ...ports, ...env };
  const child = spawn(
    process.execPath,
    ['--import', './scripts/lib/followParent.mjs', 'scripts/start.mjs', '--no-env-file'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: all },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const log = () => printed;
  const url = `http://localhost:${all['PORT']}`;
  return {
    url,
    emulatorsUrl: `http://localhost:${all['EMULATORS_PORT']}`,
    child,
    log,
    ready: () => waitUntilReady(url, child, log),
    ended,
    stop: async () => {
      if (!hasEnded(child)) child.kill('SIGTERM');
      await ended;
    },
  };
}
