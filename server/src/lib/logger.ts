import { pino } from 'pino';

/** Structured logs on stdout. Whatever may hold a secret is redacted by name, wherever it stands. */
export const logger = pino({
  level: 'info',
  redact: {
    paths: [
      'req.headers.authorization',
      'req.headers.cookie',
      'res.headers["set-cookie"]',
      '*.password',
      '*.newPassword',
      '*.currentPassword',
      '*.accessToken',
      '*.refreshToken',
      '*.token',
      '*.apiKey',
    ],
    censor: '[redacted]',
  },
});
