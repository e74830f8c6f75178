import type { Request } from 'express';
import { AppError } from '../lib/errors';
import type { Actor } from '../policies/actor';
import { actorFromToken } from '../services/auth/actors';

/** The id that the request log gave the request: on every log line, answer and audit row. */
export const requestIdOf = (req: Request): string => req.id ?? '';

/** The caller, from `Authorization: Bearer`. The row is read each time: a disabled user's next request is refused. */
export function actorOf(req: Request): Promise<Actor> {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new AppError('unauthenticated');
  return actorFromToken(token);
}
