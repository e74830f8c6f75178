import type { Request, RequestHandler } from 'express';
import { fail } from './errors';
import type { Runtime } from './runtime';
import type { ApiKey } from './state';

const VERBS: Record<string, string> = {
  GET: 'read',
  HEAD: 'read',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Path prefix → scope without its verb; the first that matches counts. Paths not named need no scope. */
const SCOPES: [prefix: RegExp, scope: string][] = [
  [/^\/mail\/batch/, 'mail.batch'],
  [/^\/templates\/[^/]+\/versions/, 'templates.versions'],
  [/^\/templates/, 'templates'],
  [/^\/asm\/groups\/[^/]+\/suppressions/, 'asm.groups.suppressions'],
  [/^\/asm\/groups/, 'asm.groups'],
  [/^\/asm\/suppressions\/global/, 'asm.suppressions.global'],
  [/^\/asm\/suppressions/, 'asm.suppressions'],
  [/^\/suppression/, 'suppression'],
  [/^\/user\/scheduled_sends/, 'user.scheduled_sends'],
  [/^\/user\/webhooks\/event\/test/, 'user.webhooks.event.test'],
  [/^\/user\/webhooks\/event\/settings/, 'user.webhooks.event.settings'],
  [/^\/user\/credits/, 'user.credits'],
  [/^\/user\/account/, 'user.account'],
  [/^\/user\/profile/, 'user.profile'],
  [/^\/user\/email/, 'user.email'],
  [/^\/user\/username/, 'user.username'],
  [/^\/verified_senders/, 'sender_verification_eligible'],
];

const NAMES = [...new Set(SCOPES.map(([, scope]) => scope))];

/** What a key with full access lists at GET /v3/scopes. */
export const ALL_SCOPES: readonly string[] = [
  'mail.send',
  ...NAMES.flatMap((scope) => ['create', 'delete', 'read', 'update'].map((verb) => `${scope}.${verb}`)),
].sort();

function scopeFor(req: Request): string | undefined {
  if (req.path.startsWith('/mail/send')) return 'mail.send';
  const scope = SCOPES.find(([prefix]) => prefix.test(req.path))?.[1];
  const verb = VERBS[req.method];
  return scope && verb ? `${scope}.${verb}` : undefined;
}

/** A registered key has its own scopes; any other that begins with SG. may do everything. */
function keyOf(runtime: Runtime, token: string): ApiKey | undefined {
  const registered = runtime.state().apiKeys.find(({ key }) => key === token);
  if (registered) return registered.revoked ? undefined : registered;
  return token.startsWith('SG.') ? { key: token, scopes: [...ALL_SCOPES] } : undefined;
}

const BEARER = /^Bearer\s+(\S+)$/i;

/** The scopes of the request's key; undefined when it has none that is valid. */
export function scopesOf(runtime: Runtime, req: Request): string[] | undefined {
  const token = BEARER.exec(req.headers.authorization ?? '')?.[1];
  return token === undefined ? undefined : keyOf(runtime, token)?.scopes;
}

/** 401 without or with a bad key, 403 when the key lacks the scope of this route. Mounted at /v3. */
export function authenticate(runtime: Runtime): RequestHandler {
  return (req, res, next) => {
    if (!req.headers.authorization) return fail(res, 401, 'authorization required');
    const scopes = scopesOf(runtime, req);
    if (!scopes) return fail(res, 401, 'The provided authorization grant is invalid, expired, or revoked');
    const needed = scopeFor(req);
    if (needed && !scopes.includes(needed)) return fail(res, 403, 'access forbidden');
    return next();
  };
}

/** SendGrid's rate limit headers, and 429 when a limit is set and used up. Windows follow real time. */
export function limitRate(runtime: Runtime): RequestHandler {
  let windowEnds = 0;
  let used = 0;
  return (_req, res, next) => {
    const rate = runtime.state().settings.rateLimit;
    if (!rate) return next();
    const now = Date.now();
    if (now >= windowEnds) {
      windowEnds = now + rate.windowSeconds * 1000;
      used = 0;
    }
    used += 1;
    res.set({
      'X-RateLimit-Limit': String(rate.limit),
      'X-RateLimit-Remaining': String(Math.max(0, rate.limit - used)),
      'X-RateLimit-Reset': String(Math.ceil(windowEnds / 1000)),
    });
    return used > rate.limit ? fail(res, 429, 'too many requests') : next();
  };
}
