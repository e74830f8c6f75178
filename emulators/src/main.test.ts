import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const children: ChildProcess[] = [];

/** Runs main.ts as its own process, with an IPC channel and a piped stdin as a starting script would. */
function run(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: { EMULATORS_PORT: '0', ...env },
  });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return message.url;
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('main', { timeout: 30_000 }, () => {
  it('runs, and writes its state when it is told to stop', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'emulators-main-'));
    const child = run({ EMULATORS_DATA_DIR: dataDir });
    const url = await ready(child);
    await fetch(`${url}/turnstile/_control/tokens`, { method: 'POST' });
    child.kill('SIGTERM');
    expect(await exitCode(child)).toBe(0);
    expect(await readFile(path.join(dataDir, 'turnstile.json'), 'utf8')).toContain('tokens');
    await rm(dataDir, { recursive: true });
  });

  it('goes when its parent goes', async () => {
    const child = run({});
    await ready(child);
    child.disconnect();
    expect(await exitCode(child)).toBe(0);
  });

  it('refuses to run in production, and says why', async () => {
    const child = run({ NODE_ENV: 'production' });
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    expect(await exitCode(child)).toBe(1);
    expect(output).toContain('refuse to start with NODE_ENV=production');
  });
});
