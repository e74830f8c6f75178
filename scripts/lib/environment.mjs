import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from './errors.mjs';

/** The project's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @typedef {object} Config
 * @property {number} port serves app, API and sockets
 * @property {string | undefined} host what the server listens on, when not everything
 * @property {string} dataDir absolute
 * @property {boolean} production
 * @property {string} seed
 * @property {string | undefined} databaseUrl
 * @property {string} appUrl without trailing slash
 * @property {number} emulatorsPort wanted, not promised
 * @property {string | undefined} emulatorsUrl where browsers reach the emulators, when it is not localhost
 */

function readPort(name, text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new UserError(`${name}=${text} is not a port: give a number from 1 to 65535.`);
}

/** On Replit the browser is elsewhere, and each port has an address of its own. */
const replitUrl = (env, port) =>
  env.REPLIT_DEV_DOMAIN && `https://${env.REPLIT_DEV_DOMAIN}${port ? `:${port}` : ''}`;

/**
 * What these scripts need to know; everything else is the server's to read.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Config}
 */
export function readConfig(env = process.env) {
  const port = readPort('PORT', env.PORT || '3000');
  const production = env.NODE_ENV === 'production';
  const emulatorsPort = readPort('EMULATORS_PORT', env.EMULATORS_PORT || String(Math.min(port + 1, 65535)));
  return {
    port,
    host: env.HOST || undefined,
    production,
    dataDir: resolve(ROOT, env.DATA_DIR || '.data'),
    seed: env.SEED || (production ? 'none' : 'demo'),
    databaseUrl: env.DATABASE_URL || undefined,
    appUrl: (env.APP_BASE_URL || replitUrl(env) || `http://localhost:${port}`).replace(/\/+$/, ''),
    emulatorsPort,
    emulatorsUrl: env.EMULATORS_PUBLIC_URL || replitUrl(env, emulatorsPort) || undefined,
  };
}

/** Reads .env into process.env; what is set already wins. Tests leave it out with --no-env-file. */
export function loadDotEnv() {
  const file = join(ROOT, '.env');
  if (existsSync(file) && !process.argv.includes('--no-env-file')) process.loadEnvFile(file);
}

const secretMakers = {
  JWT_ACCESS_SECRET: () => randomBytes(48).toString('base64url'),
  JWT_REFRESH_SECRET: () => randomBytes(48).toString('base64url'),
  TOKEN_ENCRYPTION_KEY: () => `k1:${randomBytes(32).toString('base64')}`,
};

/**
 * Development secrets, made once and kept in the data folder, readable by their owner only. Sign-ins and stored
 * calendar tokens so outlive a restart.
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
export function developmentSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const missing = Object.entries(secretMakers).filter(([name]) => !known[name]);
  if (missing.length === 0) return known;
  const all = { ...known, ...Object.fromEntries(missing.map(([name, make]) => [name, make()])) };
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return all;
}

/** What stands for an account with each provider; the last two are Turnstile's published keys that always pass. */
const PROVIDERS = [
  {
    path: 'sendgrid',
    baseUrl: 'SENDGRID_BASE_URL',
    credentials: { SENDGRID_API_KEY: `SG.${'local-demo'.padEnd(22, '0')}.${'0'.repeat(43)}` },
  },
  {
    path: 'google',
    baseUrl: 'GOOGLE_BASE_URL',
    credentials: {
      GOOGLE_CLIENT_ID: 'besahubs-local-demo.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'GOCSPX-besahubs-local-demo',
    },
  },
  {
    path: 'microsoft',
    baseUrl: 'MS_BASE_URL',
    credentials: {
      MS_CLIENT_ID: 'be5a0b00-0000-4000-8000-000000000001',
      MS_CLIENT_SECRET: 'besahubs-local-demo',
    },
  },
  {
    path: 'turnstile',
    baseUrl: 'TURNSTILE_BASE_URL',
    credentials: {
      TURNSTILE_SITE_KEY: '1x00000000000000000000AA',
      TURNSTILE_SECRET_KEY: '1x0000000000000000000000000000000AA',
    },
  },
];

const emulated = (env) =>
  PROVIDERS.filter((p) => !env[p.baseUrl] && !Object.keys(p.credentials).some((name) => env[name]));

/** Whether any provider has neither credentials nor a stand-in. Production never gets emulators. */
export const needsEmulators = (env, production) => !production && emulated(env).length > 0;

/** Where the emulators are; base URL and demo credentials for each provider that the environment leaves open. */
const emulatorEnv = (env, emulatorsUrl) => ({
  EMULATORS_URL: emulatorsUrl,
  ...Object.assign(
    {},
    ...emulated(env).map((p) => ({ [p.baseUrl]: `${emulatorsUrl}/${p.path}`, ...p.credentials })),
  ),
});

/**
 * The whole environment of the server process. What the person set is kept; what they left out is filled in.
 * @param {NodeJS.ProcessEnv} env
 * @param {Config} config
 * @param {{ databaseUrl?: string, emulatorsUrl?: string }} parts
 */
export function serverEnv(env, config, { databaseUrl, emulatorsUrl }) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  return {
    NODE_ENV: 'development',
    API_BASE_URL: config.appUrl,
    ...(config.production ? {} : developmentSecrets(config.dataDir)),
    ...(emulatorsUrl ? emulatorEnv(env, emulatorsUrl) : {}),
    ...set,
    APP_BASE_URL: config.appUrl,
    PORT: String(config.port),
    DATA_DIR: config.dataDir,
    SEED: config.seed,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
}
