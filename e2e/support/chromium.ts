import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/besahubs', import.meta.url));
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export interface ChromiumProgram {
  path: string;
  /** What it needs besides our own environment. */
  env: Record<string, string>;
}

function installedPath(): string | undefined {
  const onPath = (name: string) => {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      return '';
    }
  };
  const named = [process.env['CHROME_PATH'] ?? '', ...INSTALLED, onPath('chromium'), onPath('google-chrome')];
  return [...named, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}

/**
 * The package unpacks into the folder for temporary files, where another user's or a half-written copy may lie, and its
 * list of fonts names that folder. So it unpacks in a process whose temporary folder is ours, which is then renamed.
 */
async function unpack(version: string): Promise<string> {
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, 'chromium-draft-'));
  const program = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: dirname(fileURLToPath(import.meta.url)),
    // The variable makes the package unpack the libraries that a bare machine lacks.
    env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  await writeFile(join(draft, 'fonts.conf'), fontsConf(folder));
  await promisify(execFile)('chmod', ['-R', 'a+rX', draft]);
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;

/** Whether the system has every library the program asks for. */
function hasLibraries(path: string): boolean {
  try {
    return !execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}

async function bundled(): Promise<ChromiumProgram> {
  if (platform() !== 'linux' || arch() !== 'x64') {
    throw new Error('No Chromium was found. Install Chrome or Chromium, or name one in CHROME_PATH.');
  }
  const { version } = require(
    join(dirname(require.resolve('@sparticuz/chromium')), '../../package.json'),
  ) as {
    version: string;
  };
  const folder = await unpack(version);
  const path = join(folder, 'chromium');
  const libraries = [process.env['LD_LIBRARY_PATH'], join(folder, 'al2023/lib')].filter(Boolean).join(':');
  return {
    path,
    env: {
      // The package's fonts first: a bare machine has none at all.
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...(hasLibraries(path) ? {} : { LD_LIBRARY_PATH: libraries }),
    },
  };
}

/** An installed Chromium (CHROME_PATH first), or the one from the npm package, unpacked once. */
export async function findChromium(): Promise<ChromiumProgram> {
  const path = installedPath();
  return path === undefined ? bundled() : { path, env: {} };
}
