import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import cors from 'cors';
import express from 'express';
import type { Express, Request, Response } from 'express';
import helmet from 'helmet';
import { env } from './config/env';
import { errorResponse, notFound } from './middleware/errors';
import { limits } from './middleware/limits';
import { metricsHandler, observe } from './middleware/metrics';
import { mount } from './middleware/mount';
import { requestLog } from './middleware/requestLog';
import { allRoutes } from './routes';
import { NDJSON } from './routes/answering';

/**
 * What is smaller fits into the packets that a new connection may send at once: compressed it would arrive no sooner, and
 * cost a stream, a wait for another thread, and two more writes.
 */
const COMPRESS_FROM_BYTES = 8192;

/** The HTTP application: API under /api, the built client for everything else. No listening, no jobs. */
export function createApp(options: { clientDir?: string } = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', env().TRUST_PROXY);
  app.use(requestLog);
  app.use(observe);
  app.use(securityHeaders());
  app.use(cors({ origin: env().CORS_ORIGINS, credentials: true }));
  app.use(compression({ filter: isCompressible, threshold: COMPRESS_FROM_BYTES }));
  app.get('/metrics', metricsHandler);

  const { raw, parsed } = splitRaw();
  app.use('/api', limits(), mount(raw));
  app.use('/api', express.json({ limit: '1mb' }), cookieParser(), mount(parsed), notFound);
  serveClient(app, options.clientDir ?? resolve('client/dist'));
  app.use(errorResponse);
  return app;
}

/** Lines of JSON are not on the list of types that compression knows. */
const isCompressible = (req: Request, res: Response): boolean =>
  res.get('Content-Type') === NDJSON || compression.filter(req, res);

/** Routes that verify bytes come before anything that would parse them. */
const splitRaw = () => ({
  raw: allRoutes().filter((route) => route.raw),
  parsed: allRoutes().filter((route) => !route.raw),
});

function securityHeaders() {
  const turnstile = new URL(env().TURNSTILE_BASE_URL).origin;
  return helmet({
    contentSecurityPolicy: {
      directives: {
        scriptSrc: ["'self'", turnstile],
        frameSrc: ["'self'", turnstile],
        connectSrc: ["'self'", turnstile, 'ws:', 'wss:'],
        // MUI's style engine writes style elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https://res.cloudinary.com'],
        // Plain http is how the demo runs; behind TLS the proxy redirects.
        upgradeInsecureRequests: env().APP_BASE_URL.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: env().APP_BASE_URL.startsWith('https:'),
  });
}

function serveClient(app: Express, clientDir: string): void {
  if (!existsSync(join(clientDir, 'index.html'))) return;
  app.use(
    '/assets',
    express.static(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(clientDir, { index: false, maxAge: '1h' }));
  app.get('/{*path}', (_req: Request, res: Response) => {
    res.set('Cache-Control', 'no-cache').sendFile(join(clientDir, 'index.html'));
  });
}
