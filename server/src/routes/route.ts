import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Permission } from '@besahubs/contracts/permissions';
import type { Flag } from '../config/flags';
import type { Ctx } from '../services/context';

type Schema = z.ZodType;
type Out<S> = S extends Schema ? z.output<S> : Record<string, never>;

/** What a handler is given: everything parsed by its contract. */
export interface Input<P, Q, B> {
  ctx: Ctx;
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  req: Request;
  res: Response;
}

export interface RouteSpec<P, Q, B> {
  summary: string;
  /** `public`: no token asked for, and `ctx.actor` is the system. */
  permission: Permission | 'public';
  flag?: Flag;
  params?: P;
  query?: Q;
  body?: B;
  /** What `data` looks like; for the API document. */
  response?: Schema;
  /** 200 unless said otherwise. */
  status?: number;
  message?: string;
  /** The raw body as a Buffer in `req.body` (webhooks verify bytes). */
  raw?: boolean;
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One route, as data: mounted by app.ts, walked by the structural tests, written out as OpenAPI. */
export interface Route extends RouteSpec<Schema | undefined, Schema | undefined, Schema | undefined> {
  method: Method;
  /** Below /api, as Express writes it: `/deals/:id`. */
  path: string;
  handler: (input: Input<Schema, Schema, Schema>) => unknown;
}

/** Returned by a handler that has answered by itself (a redirect, a stream, another content type). */
export const handled = Symbol('handled');

/**
 * Declares a route. The handler returns `data`; the envelope, validation, authentication, the role gate and errors are
 * the mount's business. Params default to `{id: uuid}` when the path has `:id`; query and body default to none allowed.
 */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  method: Method,
  path: string,
  spec: RouteSpec<P, Q, B>,
  handler: (input: Input<P extends undefined ? z.ZodType<{ id: string }> : P, Q, B>) => unknown,
): Route {
  return { ...spec, method, path, handler } as unknown as Route;
}
