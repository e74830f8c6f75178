import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runStart, type StartedCommand } from './support/startCommand';

/** A first start migrates and seeds; machines that run tests are slow. */
const LIMIT = 180_000;

let dataDir: string;
let started: StartedCommand[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'besahubs-start-'));
  await chmod(dataDir, 0o755);
  started = [];
});

afterEach(async () => {
  for (const command of started) await command.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<StartedCommand> {
  const command = await runStart({ DATA_DIR: dataDir, ...env });
  started.push(command);
  return command;
}

async function signIn(url: string): Promise<number> {
  const body = JSON.stringify({ email: 'admin@besahubs.test', password: 'Besahubs-demo-1' });
  const headers = { 'Content-Type': 'application/json' };
  return (await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body })).status;
}

const portOf = (command: StartedCommand) => new URL(command.url).port;

it(
  'starts from nothing, refuses a second one beside it, and starts again after kill -9',
  async () => {
    const first = await start();
    await first.ready();
    expect(await signIn(first.url)).toBe(200);
    // The banner comes after the port is open: when the worker runs and the demo's calendars are connected.
    await expect.poll(first.log, { timeout: 60_000 }).toContain(`${first.url}/dashboards`);
    expect((await fetch(first.emulatorsUrl)).status).toBe(200);

    const sameData = await start();
    expect(await sameData.ended).toBe(1);
    expect(sameData.log()).toContain(`already runs on this data (${dataDir}, process ${first.child.pid})`);

    const samePort = await start({ PORT: portOf(first), DATA_DIR: join(dataDir, 'other') });
    expect(await samePort.ended).toBe(1);
    expect(samePort.log()).toContain(`Port ${portOf(first)} is taken`);
    expect(await readdir(dataDir)).not.toContain('other');

    first.child.kill('SIGKILL');
    await first.ended;
    const second = await start({ PORT: portOf(first) });
    await second.ready();
    expect(await signIn(second.url)).toBe(200);
    await second.stop();
    expect(await second.ended).toBe(0);
  },
  LIMIT,
);

it(
  'stops the whole when one part dies',
  async () => {
    const command = await start({ SEED: 'none' });
    await command.ready();
    const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid');
    process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
    expect(await command.ended).toBe(1);
    expect(command.log()).toContain('PostgreSQL ended by itself');
    await expect(fetch(command.url)).rejects.toThrow();
  },
  LIMIT,
);
