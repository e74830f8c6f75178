import { randomBytes } from 'node:crypto';
import { logger } from '../lib/logger';

/** What every test runs with: secrets of its own, no log, and provider addresses that answer nobody. */
const nowhere = 'http://127.0.0.1:9';
Object.assign(process.env, {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://set-by-useDatabase/none',
  JWT_ACCESS_SECRET: randomBytes(32).toString('hex'),
  JWT_REFRESH_SECRET: randomBytes(32).toString('hex'),
  TOKEN_ENCRYPTION_KEY: `t1:${randomBytes(32).toString('base64')}`,
  SENDGRID_API_KEY: 'SG.test-key',
  SENDGRID_BASE_URL: `${nowhere}/sendgrid`,
  GOOGLE_BASE_URL: `${nowhere}/google`,
  GOOGLE_CLIENT_ID: 'test-google-client',
  GOOGLE_CLIENT_SECRET: 'test-google-secret',
  MS_BASE_URL: `${nowhere}/microsoft`,
  MS_CLIENT_ID: 'test-ms-client',
  MS_CLIENT_SECRET: 'test-ms-secret',
  TURNSTILE_BASE_URL: `${nowhere}/turnstile`,
});
logger.level = process.env['LOG_LEVEL'] ?? 'silent';
