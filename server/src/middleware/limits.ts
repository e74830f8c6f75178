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

interface Limit {
  /** Of its counts, where they are shared. */
  name: string;
  /** One method of one route; without a method whatever lies below the path. */
  method?: 'post';
  path: string;
  windowMs: number;
  limit: number;
  /** Counts refusals alone: a guesser is stopped, an office behind one address is not. */
  failuresOnly?: boolean;
  skip?: (req: Request) => boolean;
}

const isWebhook = (req: Request): boolean => req.path.endsWith('/webhook');

/** What one address may ask (SEC3). The webhook is not limited: it is signed, and SendGrid posts in bursts. */
export const LIMITS: readonly Limit[] = [
  {
    name: 'login',
    method: 'post',
    path: '/auth/login',
    windowMs: 15 * 60_000,
    limit: 30,
    failuresOnly: true,
  },
  { name: 'forgot', method: 'post', path: '/auth/password/forgot', windowMs: 15 * 60_000, limit: 20 },
  { name: 'integrations', path: '/integrations', windowMs: 60_000, limit: 120, skip: isWebhook },
];

/** The limits as one router: in front of everything that would parse a body. */
export function limits(): Router {
  const router = Router();
  for (const { name, method, path, windowMs, limit, failuresOnly = false, skip } of LIMITS) {
    const handler = rateLimit({
      ...shared,
      ...limitStore(name),
      windowMs,
      limit,
      skipSuccessfulRequests: failuresOnly,
      keyGenerator: byAddress,
      ...(skip && { skip }),
    });
    if (method) router[method](path, handler);
    else router.use(path, handler);
  }
  return router;
}

const byAddress = (req: Request): string => ipKeyGenerator(req.ip ?? '');
