import { Router } from 'express';
import type { Request } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { AppError } from '../lib/errors';
import { limitStore } from './limitStore';

const refuse = (
  _req: Request,
  _res: unknown,
  next: (error: unknown) => void,
  options: { windowMs: number },
) => {
  next(new AppError('rate_limited', { retryAfter: options.windowMs / 1000 }));
};
const shared = { standardHeaders: 'draft-8', legacyHeaders: false, handler: refuse } as const;

/** Rate limits (SEC3). The webhook is not limited: it is signed, and SendGrid posts in bursts. */
export function limits(): Router {
  const router = Router();
  // Wrong passwords only, by address: a guesser is stopped, an office behind one address is not.
  router.post(
    '/auth/login',
    rateLimit({
      ...shared,
      ...limitStore('login'),
      windowMs: 15 * 60_000,
      limit: 30,
      skipSuccessfulRequests: true,
      keyGenerator: byAddress,
    }),
  );
  router.post(
    '/auth/password/forgot',
    rateLimit({
      ...shared,
      ...limitStore('forgot'),
      windowMs: 15 * 60_000,
      limit: 20,
      keyGenerator: byAddress,
    }),
  );
  router.use(
    '/integrations',
    rateLimit({
      ...shared,
      ...limitStore('integrations'),
      windowMs: 60_000,
      limit: 120,
      keyGenerator: byAddress,
      skip: isWebhook,
    }),
  );
  return router;
}

const byAddress = (req: Request): string => ipKeyGenerator(req.ip ?? '');
const isWebhook = (req: Request): boolean => req.path.endsWith('/webhook');
