import { join } from 'node:path';
import { ROOT } from './environment.mjs';

/**
 * How a program of ours becomes one file: our sources in, packages left in node_modules.
 * @param {'server' | 'emulators'} name
 * @returns {import('esbuild').BuildOptions}
 */
export const bundleOptions = (name) => ({
  absWorkingDir: ROOT,
  entryPoints: [`./${name}/src/main.ts`],
  outfile: `${name}/dist/main.js`,
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
