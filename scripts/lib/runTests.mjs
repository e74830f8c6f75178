import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildStale } from './buildStale.mjs';
import { ROOT } from './environment.mjs';
import { orExplain } from './errors.mjs';
import { ensureInstalled } from './install.mjs';

const isPath = (arg) => !arg.startsWith('-');

async function run() {
  ensureInstalled();
  const args = process.argv.slice(2);
  const paths = args.filter(isPath);
  if (paths.length === 0 || paths.some((path) => path.includes('e2e'))) await buildStale();
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], { cwd: ROOT, stdio: 'inherit' });
  process.on('SIGINT', () => child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exit(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
}

/**
 * npm test: units and HTTP first, then the journeys in a browser. Database, app and browser are brought by the projects
 * of vitest.config.ts, so that `npx vitest run <path>` does the same. Arguments go to Vitest.
 */
export const test = () => orExplain(run);
