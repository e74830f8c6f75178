import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { developmentSecrets, needsEmulators, readConfig, ROOT, serverEnv } from './environment.mjs';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'besahubs-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const EMULATORS = 'http://localhost:3001';
const envFor = (env: Record<string, string>, emulatorsUrl?: string) =>
  serverEnv(env, readConfig({ DATA_DIR: dataDir, ...env }), {
    databaseUrl: 'postgres://embedded/besahubs',
    ...(emulatorsUrl ? { emulatorsUrl } : {}),
  }) as Record<string, string>;

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      emulatorsPort: 3001,
      dataDir: join(ROOT, '.data'),
      appUrl: 'http://localhost:3000',
      seed: 'demo',
      production: false,
    });
  });

  it('follows PORT with the emulators and the public address', () => {
    const config = readConfig({ PORT: '4000' });
    expect(config).toMatchObject({ port: 4000, emulatorsPort: 4001, appUrl: 'http://localhost:4000' });
  });

  it('knows the addresses of a Replit workspace', () => {
    const config = readConfig({ REPLIT_DEV_DOMAIN: 'crm.replit.dev' });
    expect(config.appUrl).toBe('https://crm.replit.dev');
    expect(config.emulatorsUrl).toBe('https://crm.replit.dev:3001');
  });

  it('seeds no demo data in production', () => {
    expect(readConfig({ NODE_ENV: 'production' }).seed).toBe('none');
  });

  it.each(['', '0x', '70000', '-1', '3000.5'])(
    'says what is wrong with PORT=%s, and takes an empty one as unset',
    (PORT) => {
      if (PORT === '') expect(readConfig({ PORT }).port).toBe(3000);
      else expect(() => readConfig({ PORT })).toThrow(`PORT=${PORT} is not a port`);
    },
  );
});

describe('developmentSecrets', () => {
  it('are made once, differ from each other, and only their owner reads them', () => {
    const secrets = developmentSecrets(dataDir);
    expect(new Set(Object.values(secrets)).size).toBe(3);
    expect(Buffer.from(secrets['TOKEN_ENCRYPTION_KEY'].replace('k1:', ''), 'base64')).toHaveLength(32);
    expect(developmentSecrets(dataDir)).toEqual(secrets);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});

describe('serverEnv', () => {
  it('points every provider without credentials to the emulators', () => {
    const env = envFor({}, EMULATORS);
    expect(env).toMatchObject({
      SENDGRID_BASE_URL: `${EMULATORS}/sendgrid`,
      GOOGLE_BASE_URL: `${EMULATORS}/google`,
      MS_BASE_URL: `${EMULATORS}/microsoft`,
      TURNSTILE_BASE_URL: `${EMULATORS}/turnstile`,
      EMULATORS_URL: EMULATORS,
      DATABASE_URL: 'postgres://embedded/besahubs',
    });
    expect(env['JWT_ACCESS_SECRET'].length).toBeGreaterThanOrEqual(32);
  });

  it('leaves a provider with credentials, or with another stand-in, as it is', () => {
    const env = envFor(
      { SENDGRID_API_KEY: 'SG.real', GOOGLE_BASE_URL: 'http://localhost:9000', MS_CLIENT_ID: '' },
      EMULATORS,
    );
    expect(env['SENDGRID_API_KEY']).toBe('SG.real');
    expect(env['SENDGRID_BASE_URL']).toBeUndefined();
    expect(env['GOOGLE_BASE_URL']).toBe('http://localhost:9000');
    expect(env['GOOGLE_CLIENT_ID']).toBeUndefined();
    expect(env['MS_BASE_URL']).toBe(`${EMULATORS}/microsoft`);
    expect(env['MS_CLIENT_ID']).toBeTruthy();
  });

  it('takes a copied .env.example for what it is: nothing set', () => {
    const copied = { ...parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8')), PORT: '4000' };
    const env = envFor({ ...copied, DATA_DIR: dataDir }, EMULATORS);
    expect(env).toMatchObject({
      SENDGRID_BASE_URL: `${EMULATORS}/sendgrid`,
      TURNSTILE_BASE_URL: `${EMULATORS}/turnstile`,
      APP_BASE_URL: 'http://localhost:4000',
      API_BASE_URL: 'http://localhost:4000',
    });
  });

  it('invents no secret in production', () => {
    const env = envFor({ NODE_ENV: 'production', JWT_ACCESS_SECRET: 'given' });
    expect(env['JWT_ACCESS_SECRET']).toBe('given');
    expect(env['JWT_REFRESH_SECRET']).toBeUndefined();
    expect(env['SENDGRID_API_KEY']).toBeUndefined();
  });
});

it('emulators are needed for any provider without credentials, never in production', () => {
  const all = { SENDGRID_API_KEY: 'a', GOOGLE_CLIENT_ID: 'b', MS_CLIENT_ID: 'c', TURNSTILE_SECRET_KEY: 'd' };
  expect(needsEmulators({}, false)).toBe(true);
  expect(needsEmulators({ ...all, MS_CLIENT_ID: '' }, false)).toBe(true);
  expect(needsEmulators(all, false)).toBe(false);
  expect(needsEmulators({}, true)).toBe(false);
});
