import { expect, it } from 'vitest';
import { parseEnv } from './env';

const whole = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://localhost/besahubs',
  JWT_ACCESS_SECRET: 'a'.repeat(40),
  JWT_REFRESH_SECRET: 'b'.repeat(40),
  TOKEN_ENCRYPTION_KEY: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
};
const refused = (change: Record<string, string>) => () => parseEnv({ ...whole, ...change });

it('takes a whole environment, and empty values as unset', () => {
  expect(parseEnv({ ...whole, REDIS_URL: '', PORT: '8080' })).toMatchObject({ PORT: 8080, SEED: 'none' });
});

it('lists everything that is missing or wrong at once', () => {
  const attempt = () => parseEnv({ NODE_ENV: 'production', PORT: 'http', JWT_ACCESS_SECRET: 'short' });
  for (const name of [
    'DATABASE_URL',
    'JWT_ACCESS_SECRET',
    'JWT_REFRESH_SECRET',
    'TOKEN_ENCRYPTION_KEY',
    'PORT',
  ])
    expect(attempt).toThrow(new RegExp(`${name}: `));
  expect(attempt).toThrow('JWT_REFRESH_SECRET: needed');
});

it.each([
  ['SENDGRID_API_KEY', 'SG.local-demo000000000000.0'],
  ['GOOGLE_CLIENT_SECRET', 'GOCSPX-besahubs-local-demo'],
  ['MS_CLIENT_SECRET', 'besahubs-local-demo'],
  ['TURNSTILE_SECRET_KEY', '1x0000000000000000000000000000000AA'],
  ['JWT_REFRESH_SECRET', whole.JWT_ACCESS_SECRET],
  ['EMULATORS_URL', 'http://localhost:3001'],
  ['SEED', 'demo'],
])('refuses in production what is fine on a desk: %s', (name, value) => {
  expect(refused({ [name]: value })).toThrow(new RegExp(`${name}: `));
  expect(refused({ [name]: value, NODE_ENV: 'development' })).not.toThrow();
});
