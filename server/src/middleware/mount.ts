import { Router, raw } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { idParam, noQuery } from '@besahubs/contracts/common';
import { permissions } from '@besahubs/contracts/permissions';
import { flags } from '../config/flags';
import { AppError } from '../lib/errors';
import { handled } from '../routes/route';
import type { Route } from '../routes/route';
import { systemCtx } from '../services/context';
import type { Ctx } from '../services/context';
import { actorOf, requestIdOf } from './authenticate';
import { fieldErrors, findNul } from './validation';

/**
 * Express handlers for routes declared as data. Order: flag, token, role, then what was sent. A router tries its routes one
 * by one, so that those of each first part of the path have a router of their own.
 */
export function mount(routes: readonly Route[]): RequestHandler {
  const routers = new Map<string, Router>();
  for (const route of routes) {
    const router = routers.get(firstPart(route.path)) ?? Router();
    routers.set(firstPart(route.path), router);
    const before: RequestHandler[] = route.raw ? [raw({ type: () => true, limit: '5mb' })] : [];
    router[route.method](route.path, ...before, (req: Request, res: Response) => respond(route, req, res));
  }
  return (req, res, next) => {
    const router = routers.get(firstPart(req.path));
    if (router) router(req, res, next);
    else next();
  };
}

/** `/Deals/7` → `deals`: Express takes upper and lower case for the same. */
const firstPart = (path: string): string => (path.split('/', 2)[1] ?? '').toLowerCase();

async function respond(route: Route, req: Request, res: Response): Promise<void> {
  const ctx = await admit(route, req);
  const result: unknown = await route.handler({ ctx, ...parse(route, req), req, res });
  if (result === handled) return;
  res.status(route.status ?? 200).json({ data: result ?? null, message: route.message ?? 'OK', error: null });
}

async function admit(route: Route, req: Request): Promise<Ctx> {
  if (route.flag && !flags()[route.flag]) throw new AppError('flag_off');
  const base = { requestId: requestIdOf(req), ip: req.ip, userAgent: req.get('user-agent') };
  if (route.permission === 'public') return { ...systemCtx(base.requestId), ...base };
  const actor = await actorOf(req);
  if (!(permissions[route.permission] as readonly string[]).includes(actor.role))
    throw new AppError('forbidden');
  return { ...base, actor };
}

function parse(route: Route, req: Request): { params: unknown; query: unknown; body: unknown } {
  const params = route.params ?? (route.path.includes('/:id') ? idParam : noQuery);
  const schemas: [string, z.ZodType, unknown][] = [
    ['params', params, { ...req.params }],
    ['query', route.query ?? noQuery, { ...req.query }],
  ];
  const parsed: Record<string, unknown> = {};
  const fields = Object.create(null) as Record<string, string>;
  if (route.raw) parsed['body'] = req.body;
  else schemas.push(['body', route.body ?? noQuery, bodyOf(route, req)]);
  for (const [part, schema, value] of schemas) {
    const nul = findNul(value);
    if (nul !== null) fields[nul] = 'Text must not contain NUL bytes.';
    const result = schema.safeParse(value);
    if (result.success) parsed[part] = result.data;
    else Object.assign(fields, fieldErrors(result.error));
  }
  if (Object.keys(fields).length) throw new AppError('invalid', { fields });
  return parsed as { params: unknown; query: unknown; body: unknown };
}

function bodyOf(route: Route, req: Request): unknown {
  const sent = Number(req.get('content-length') ?? 0) > 0 || req.get('transfer-encoding') !== undefined;
  if (sent && !req.is('application/json')) throw new AppError('unsupported_media_type');
  if (!route.body) return {};
  return req.body ?? {};
}
