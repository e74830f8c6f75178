import { randomBytes } from 'node:crypto';

/**
 * What bench and server run with, set before anything reads it: secrets of their own, no provider. The bench itself, which
 * takes the statements of a request from the server's code, has nothing in memory: they are those that scan.
 */
Object.assign(process.env, {
  NODE_ENV: 'development',
  JWT_ACCESS_SECRET: randomBytes(32).toString('hex'),
  JWT_REFRESH_SECRET: randomBytes(32).toString('hex'),
  REPORT_MEMORY_MB: '0',
  TOKEN_ENCRYPTION_KEY: `b1:${randomBytes(32).toString('base64')}`,
});
