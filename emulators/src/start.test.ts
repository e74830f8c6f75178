import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { refuseProduction } from './core/refuseProduction';
import { startEmulators } from './start';
import { startProvider, type TestEmulator } from './testing/emulator';

const open: { close(): Promise<void> }[] = [];
const folders: string[] = [];

async function start(dataDir?: string): Promise<TestEmulator> {
  const emulator = await startProvider('turnstile', dataDir ? { dataDir } : {});
  open.push(emulator);
  return emulator;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'emulators-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

const verify = (url: string, secret: string) =>
  fetch(`${url}/v0/siteverify`, { method: 'POST', body: new URLSearchParams({ secret, response: 'x' }) });

describe('startEmulators', () => {
  it('refuses to start in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(startEmulators()).rejects.toThrow(/refuse to start with NODE_ENV=production/);
    expect(() => refuseProduction('development')).not.toThrow();
  });

  it('serves an index of all providers on one port, each under its own name', async () => {
    const emulators = await startEmulators();
    open.push(emulators);
    const page = await (await fetch(emulators.url)).text();
    for (const name of ['sendgrid', 'google', 'microsoft', 'turnstile']) {
      expect(page).toContain(`/${name}/_control/state`);
      const state = await fetch(`${emulators.url}/${name}/_control/state`);
      expect(state.status).toBe(200);
    }
    expect(emulators.urls.google).toBe(`${emulators.url}/google`);
  });

  it('says so when the port is taken', async () => {
    const first = await startEmulators({ only: ['turnstile'] });
    open.push(first);
    const port = Number(new URL(first.url).port);
    await expect(startEmulators({ only: ['turnstile'], port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('uses the public URL it is given', async () => {
    const emulators = await startEmulators({
      only: ['turnstile'],
      publicUrl: 'https://dev.example.com/emulators/',
    });
    open.push(emulators);
    expect(emulators.urls.turnstile).toBe('https://dev.example.com/emulators/turnstile');
  });
});

describe('control API', () => {
  it('freezes, advances and frees the clock', async () => {
    const { control } = await start();
    expect(await control('POST', '/clock', { set: '2026-03-01T09:00:00Z' })).toEqual({
      now: '2026-03-01T09:00:00.000Z',
      frozen: true,
    });
    expect(await control('POST', '/clock', { advance: 90_000 })).toMatchObject({
      now: '2026-03-01T09:01:30.000Z',
    });
    expect(await control('POST', '/clock', { set: null })).toMatchObject({ frozen: false });
    await expect(control('POST', '/clock', { set: 'yesterday' })).rejects.toThrow(/400/);
  });

  it('answers with a fault as often as it is told, with status, body and headers', async () => {
    const { url, control } = await start();
    await control('POST', '/faults', {
      match: { method: 'post', path: '/siteverify' },
      times: 1,
      effect: { status: 429, body: { error: 'slow down' }, headers: { 'Retry-After': '7' } },
    });
    const faulty = await verify(url, '0x4secretsecret');
    expect(faulty.status).toBe(429);
    expect(faulty.headers.get('retry-after')).toBe('7');
    expect(await faulty.json()).toEqual({ error: 'slow down' });
    expect((await verify(url, '0x4secretsecret')).status).toBe(200);
    expect(await control('GET', '/faults')).toEqual([]);
  });

  it('breaks the connection before the handler, or after it has done its work', async () => {
    const { url, control } = await start();
    const { token } = await control<{ token: string }>('POST', '/tokens', {});
    const spend = () =>
      fetch(`${url}/v0/siteverify`, {
        method: 'POST',
        body: new URLSearchParams({ secret: '0x4secretsecret', response: token }),
      });
    await control('POST', '/faults', { times: 1, effect: { drop: 'before' } });
    await expect(spend()).rejects.toThrow();
    await control('POST', '/faults', { times: 1, effect: { drop: 'after' } });
    await expect(spend()).rejects.toThrow();
    expect(await (await spend()).json()).toMatchObject({ 'error-codes': ['timeout-or-duplicate'] });
  });

  it('holds a request until its rule is deleted, and tells when it waits', async () => {
    const { url, control } = await start();
    const { id } = await control<{ id: string }>('POST', '/faults', { times: 1, effect: { hold: true } });
    const waiting = control('GET', `/faults/${id}/held`);
    let answered = false;
    const held = verify(url, '0x4secretsecret').then((response) => {
      answered = true;
      return response.status;
    });
    await waiting;
    expect((await verify(url, '0x4secretsecret')).status).toBe(200);
    expect(answered).toBe(false);
    await control('DELETE', `/faults/${id}`);
    expect(await held).toBe(200);
  });

  it('logs requests with their parsed body, and forgets all on reset', async () => {
    const { url, control } = await start();
    await verify(url, '0x4secretsecret');
    const requests = await control<object[]>('GET', '/requests');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/turnstile/v0/siteverify',
      body: { secret: '0x4secretsecret', response: 'x' },
      status: 200,
    });
    await control('POST', '/reset');
    expect(await control('GET', '/requests')).toEqual([]);
  });
});

describe('state', () => {
  it('is written when the emulator closes, and read when it starts again', async () => {
    const dataDir = await temporaryFolder();
    const first = await start(dataDir);
    await first.control('POST', '/widget', { mode: 'interactive' });
    await first.close();
    const saved: unknown = JSON.parse(await readFile(path.join(dataDir, 'turnstile.json'), 'utf8'));
    expect(saved).toMatchObject({ widget: 'interactive' });

    const second = await start(dataDir);
    expect(await second.control('GET', '/widget')).toEqual({ mode: 'interactive' });
    await second.control('POST', '/reset');
    expect(await second.control('GET', '/widget')).toEqual({ mode: 'managed' });
  });
});
