import { join } from 'node:path';
import { ROOT } from './environment.mjs';

/**
 * How a program of ours becomes one file: our sources in, packages left in node_modules.
 * @param {'server' | 'emulators'} name
 * @param {string} [file] in the program's dist folder
 * @returns {import('esbuild').BuildOptions}
 */
export const bundleOptions = (name, file = 'main.js') => ({
  absWorkingDir: ROOT,
  entryPoints: [`./${name}/src/main.ts`],
  outfile: `${name}/dist/${file}`,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  alias: {
    '@besahubs/contracts': join(ROOT, 'contracts/src'),
    '@besahubs/emulators': join(ROOT, 'emulators/src'),
  },
  sourcemap: true,
  // Stack traces need positions, not a second copy of the sources, which stand beside.
  sourcesContent: false,
  logLevel: 'silent',
});
