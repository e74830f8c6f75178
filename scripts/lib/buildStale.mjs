import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';
import { UserError } from './errors.mjs';
import { staleTargets } from './targets.mjs';

/** Builds what is stale, in a process of its own: the bundlers' memory goes with it. */
export async function buildStale() {
  if (staleTargets().length === 0) return;
  const child = spawn(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  if (code !== 0) throw new UserError('The build failed; its message stands above.');
}
