import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './lib/environment.mjs';
import { orExplain, UserError } from './lib/errors.mjs';

/** The largest first, so that two at a time end together. */
const PROJECTS = ['client', 'server', 'emulators', 'e2e', 'contracts', 'bench', 'scripts', '.'];
const AT_ONCE = 2;

function typeCheck(project) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '--noEmit', '--pretty', '-p', project], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

async function run() {
  const waiting = [...PROJECTS];
  const failed = [];
  const work = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) {
      if (!(await typeCheck(project))) failed.push(project);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failed.length > 0) throw new UserError(`Type errors in: ${failed.join(', ')}`);
}

await orExplain(run);
