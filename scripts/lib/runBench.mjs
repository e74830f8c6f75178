import { spawn } from 'node:child_process';
import { bundleOptions } from './bundle.mjs';
import { ROOT } from './environment.mjs';
import { orExplain, UserError } from './errors.mjs';
import { ensureInstalled } from './install.mjs';

async function run() {
  ensureInstalled();
  const { build } = await import('esbuild');
  await build(bundleOptions('server', 'bench.js'));
  const { startPostgres } = await import('../postgres.mjs');
  const own = process.env.DATABASE_URL ? null : await startPostgres({ log: console.log });
  const env = { ...process.env, ...(own ? { DATABASE_URL: own.url } : {}) };
  const args = ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
  process.on('SIGINT', () => child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  await own?.stop();
  if (code !== 0) throw new UserError('The bench did not pass; what it measured stands above.');
}

/** npm run bench: measures on a durable, temporary database of its own, or on an empty one named by DATABASE_URL. */
export const bench = () => orExplain(run);
