import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/lib/ports.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_LIMIT = 60_000;
/** Built by scripts/lib/runBench.mjs as npm start builds main.js, and beside it: neither disturbs the other. */
const FILE = 'server/dist/bench.js';

export interface BenchServer {
  url: string;
  stop(): Promise<void>;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Starts the built server on a free port, in a process of its own that ends with this one; `memoryMb` is for its reports. */
export async function startServer(databaseUrl: string, memoryMb: number): Promise<BenchServer> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'besahubs-bench-'));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--import', './scripts/lib/followParent.mjs', FILE],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        REPORT_MEMORY_MB: String(memoryMb),
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        SEED: 'none',
        APP_BASE_URL: url,
        API_BASE_URL: url,
      },
    },
  );
  const ended = once(child, 'exit');
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!isGone()) child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const limit = performance.now() + READY_LIMIT;
  while (!(await answers(`${url}/api/ready`))) {
    if (isGone() || performance.now() > limit) {
      await stop();
      throw new Error('The server did not get ready.');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, stop };
}

/** A figure of the server's own, as it says itself; 0 when it does not say. */
async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
}

/** Resident memory of the server's process in MB. */
export const residentMb = async (url: string): Promise<number> =>
  (await metric(url, 'process_resident_memory_bytes')) / 1_048_576;

/** Deals that the server has in memory. */
export const dealsHeld = (url: string): Promise<number> => metric(url, 'report_rows_held{dataset="deals"}');
