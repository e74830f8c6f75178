import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStart } from '../../e2e/support/startCommand';
import { percentile } from '../measure';
import { figure } from '../report';
import type { Figure } from '../report';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIRST_LIMIT_S = 20;
const LATER_LIMIT_S = 5;
const TIMES = 3;

/** So that no build is measured. */
function buildBeforehand(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed; its message stands above.');
}

/** Seconds from the command to an answering /api/ready. */
async function startOnce(dataDir: string): Promise<number> {
  const started = performance.now();
  const command = await runStart({ DATA_DIR: dataDir });
  try {
    await command.ready();
    return (performance.now() - started) / 1000;
  } finally {
    await command.stop();
  }
}

async function startTwice(): Promise<[first: number, later: number]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'besahubs-bench-'));
  try {
    // The database's user, who is not root, must be able to enter.
    await chmod(dataDir, 0o755);
    return [await startOnce(dataDir), await startOnce(dataDir)];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const median = (values: number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    50,
  );

/** npm start with everything built: on an empty folder (cluster, migrations, demo data), and again on the same. */
export async function startFigures(): Promise<Figure[]> {
  buildBeforehand();
  const first: number[] = [];
  const later: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const [a, b] = await startTwice();
    first.push(a);
    later.push(b);
  }
  return [
    figure('First start', median(first), 's', FIRST_LIMIT_S),
    figure('Later start', median(later), 's', LATER_LIMIT_S),
  ];
}
