import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { isRunning, until } from './lib/processes.mjs';
import { startPostgres, type PostgresOptions, type RunningPostgres } from './postgres.mjs';

const MODULE = new URL('./postgres.mjs', import.meta.url).href;
const isRoot = process.getuid?.() === 0;

let parent: string;
let dir: string;
let said: string[];
let started: RunningPostgres[];

/** A stopped database, made once; tests work on copies of it. */
const pattern = join(mkdtempSync(join(tmpdir(), 'besahubs-test-')), 'postgres');

beforeAll(async () => {
  chmodSync(join(pattern, '..'), 0o755);
  await (await startPostgres({ dir: pattern, fast: true })).stop();
});

afterAll(() => rmSync(join(pattern, '..'), { recursive: true, force: true }));

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'besahubs-test-'));
  chmodSync(parent, 0o755);
  dir = join(parent, 'postgres');
  execFileSync('cp', ['-a', pattern, dir]);
  said = [];
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  const { home } = note();
  for (const path of [home, parent]) if (path) rmSync(path, { recursive: true, force: true });
});

function note(): { home?: string; port?: number } {
  const file = join(dir, 'place.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { home?: string; port?: number }) : {};
}

const pidFile = () => join(note().home ?? dir, 'cluster', 'postmaster.pid');
const postmasterPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

/** For tests of how a database is made. */
const withoutCluster = () => rmSync(dir, { recursive: true });

async function start(options: PostgresOptions = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dir, fast: true, log: (line) => void said.push(line), ...options });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const remember = (url: string) => query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
const recall = async (url: string) => (await query(url, 'SELECT n FROM kept'))[0]?.['n'];

/** An app of its own that runs the database, to be killed. */
async function startElsewhere(): Promise<{ app: ChildProcess; url: string }> {
  const program = `
    import { startPostgres } from ${JSON.stringify(MODULE)};
    const { url } = await startPostgres({ dir: ${JSON.stringify(dir)}, fast: true });
    process.stdout.write(url);
    setInterval(() => {}, 1000);`;
  const app = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(app.stdout, 'data')) as [Buffer];
  return { app, url: url.toString() };
}

async function kill9(app: ChildProcess): Promise<void> {
  const exited = once(app, 'exit');
  app.kill('SIGKILL');
  await exited;
}

it('makes a database on first use and finds it again, on the same port', async () => {
  withoutCluster();
  const first = await start();
  await remember(first.url);
  await first.stop();
  expect(await first.exited).toBe(true);

  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await recall(second.url)).toBe(7);
  expect(said.join()).not.toContain('recovers');
});

it('knows letters beyond ASCII, keeps UTC, and lets nobody in without the password', async () => {
  const { url } = await start();
  const rows = await query(url, `SELECT lower('ÉCOLE') AS lower, current_setting('TimeZone') AS zone`);
  expect(rows).toEqual([{ lower: 'école', zone: 'UTC' }]);

  const stranger = new URL(url);
  stranger.password = 'guess';
  await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  stranger.password = '';
  await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password/);
});

it('without a folder leaves nothing behind', async () => {
  const temporary = await startPostgres({ fast: true });
  const rows = await query(temporary.url, 'SHOW data_directory');
  const folder = String(rows[0]?.['data_directory']);
  expect(existsSync(folder)).toBe(true);
  await temporary.stop();
  expect(existsSync(folder)).toBe(false);
});

it('recovers what was committed when the server was killed', async () => {
  const first = await start({ fast: false });
  await remember(first.url);
  const pid = postmasterPid();
  process.kill(pid, 'SIGKILL');
  expect(await first.exited).toBe(false);
  await first.stop();
  expect(postmasterPid()).toBe(pid);

  const second = await start();
  expect(await recall(second.url)).toBe(7);
  expect(said.join()).toContain('recovers');
});

it('starts when the dead server’s pid now belongs to another program', async () => {
  const first = await start({ fast: false });
  await remember(first.url);
  process.kill(postmasterPid(), 'SIGKILL');
  await first.exited;
  await first.stop();
  const lines = readFileSync(pidFile(), 'utf8').split('\n');
  writeFileSync(pidFile(), [String(process.pid), ...lines.slice(1)].join('\n'));

  const second = await start();
  expect(await recall(second.url)).toBe(7);
});

it('starts over an empty lock file, as a crash may leave it', async () => {
  await (await start()).stop();
  writeFileSync(pidFile(), '');
  expect(await query((await start()).url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

it('ends with its app, also when that is killed, and the next start has the data', async () => {
  const { app, url } = await startElsewhere();
  await remember(url);
  const pid = postmasterPid();
  await kill9(app);

  const next = await start();
  expect(isRunning(pid)).toBe(false);
  expect(await recall(next.url)).toBe(7);
});

it('stops a server that outlived its app before it starts its own', async () => {
  const { app, url } = await startElsewhere();
  await remember(url);
  const pid = postmasterPid();
  const guard = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
  const guards = spawnSync('ps', ['-o', 'pid=', '--ppid', String(guard)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/);
  // Stopped first: otherwise the app sees its guard end and takes the server down itself, before it is killed.
  process.kill(app.pid ?? 0, 'SIGSTOP');
  for (const each of [guard, ...guards.map(Number).filter((other) => other !== pid)])
    process.kill(each, 'SIGKILL');
  await kill9(app);
  expect(isRunning(pid)).toBe(true);

  const next = await start();
  expect(isRunning(pid)).toBe(false);
  expect(said.join()).toContain('stopped first');
  expect(await recall(next.url)).toBe(7);
});

it('is refused while another process, or this one, runs the same database', async () => {
  const { app } = await startElsewhere();
  await expect(start()).rejects.toThrow(new RegExp(`in use by another BesaHubs \\(process ${app.pid}\\)`));
  await kill9(app);
  await start();
  await expect(start()).rejects.toThrow(`process ${process.pid}`);
});

it('throws away a cluster whose making was cut short', async () => {
  withoutCluster();
  const draft = join(dir, 'initialising-abcdef', 'cluster');
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'PG_VERSION'), '18\n');
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  expect(readdirSync(dir).filter((entry) => entry.startsWith('initialising'))).toEqual([]);
});

it('survives being killed while the cluster is made', async () => {
  withoutCluster();
  const program = `
    import { startPostgres } from ${JSON.stringify(MODULE)};
    await startPostgres({ dir: ${JSON.stringify(dir)} });`;
  const app = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  const drafted = () => existsSync(dir) && readdirSync(dir).some((entry) => entry.startsWith('initialising'));
  expect(await until(drafted, { within: 20_000, every: 5 })).toBe(true);
  await kill9(app);
  expect(existsSync(join(dir, 'cluster'))).toBe(false);
  expect(await query((await start()).url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

it('takes another port when last time’s is taken, and says so when a fixed one is', async () => {
  const first = await start();
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(/could not bind|Address already in use/);
  const second = await start();
  expect(second.port).not.toBe(port);
  squatter.close();
  await once(squatter, 'close');
});

it('keeps root’s database where its own user can enter, when the given folder is closed', async () => {
  withoutCluster();
  chmodSync(parent, 0o700);
  const first = await start();
  await remember(first.url);
  await first.stop();
  const second = await start();
  expect(await recall(second.url)).toBe(7);
  expect(note().home !== undefined).toBe(isRoot);
  expect(said.filter((line) => line.startsWith('The database lies'))).toHaveLength(isRoot ? 1 : 0);
});

it('moves root’s database when its folder was closed since', async () => {
  const first = await start();
  await remember(first.url);
  await first.stop();
  chmodSync(parent, 0o700);
  const second = await start();
  expect(await recall(second.url)).toBe(7);
  expect(existsSync(join(dir, 'cluster'))).toBe(!isRoot);
});
