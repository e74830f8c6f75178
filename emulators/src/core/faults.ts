import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** What happens to a request that matches. Without status and drop the request continues (after the latency). */
interface FaultEffect {
  status?: number;
  /** A string goes out as text, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  latencyMs?: number;
  /** before: the socket dies before the handler runs. after: the handler commits, then the socket dies unanswered. */
  drop?: 'before' | 'after';
}

export interface FaultRule {
  id: string;
  match: { method?: string; /** substring of path and query */ path?: string };
  /** How many more requests it hits; without it, all until it is deleted. */
  times?: number;
  effect: FaultEffect;
}

export interface Faults {
  list(): FaultRule[];
  add(rule: Omit<FaultRule, 'id'> & { id?: string }): FaultRule;
  /** False when there is no such rule. */
  remove(id: string): boolean;
  clear(): void;
  middleware: RequestHandler;
}

function matches(rule: FaultRule, req: Request): boolean {
  const { method, path } = rule.match;
  if (method && method.toUpperCase() !== req.method) return false;
  return !path || req.originalUrl.includes(path);
}

/** Lets the handler do its work, but the client only ever sees a broken connection. */
function destroyInsteadOfAnswering(req: Request, res: Response): void {
  const drop = () => {
    req.socket.destroy();
    return res;
  };
  res.write = () => true;
  res.end = drop;
}

async function applyEffect(
  effect: FaultEffect,
  req: Request,
  res: Response,
  next: NextFunction,
): Promise<void> {
  if (effect.latencyMs) await wait(effect.latencyMs, undefined, { ref: false });
  if (effect.drop === 'before') {
    req.socket.destroy();
    return;
  }
  if (effect.drop === 'after') {
    destroyInsteadOfAnswering(req, res);
    next();
    return;
  }
  if (effect.headers) res.set(effect.headers);
  if (effect.status === undefined) {
    next();
    return;
  }
  res.status(effect.status);
  if (effect.body === undefined) res.end();
  else if (typeof effect.body === 'string') res.send(effect.body);
  else res.json(effect.body);
}

export function createFaults(): Faults {
  let rules: FaultRule[] = [];

  const take = (req: Request): FaultRule | undefined => {
    const rule = rules.find((candidate) => matches(candidate, req));
    if (rule?.times === undefined) return rule;
    rule.times -= 1;
    if (rule.times <= 0) rules = rules.filter((other) => other !== rule);
    return rule;
  };

  return {
    list: () => rules,
    add(input) {
      const rule: FaultRule = { ...input, id: input.id ?? randomUUID() };
      rules.push(rule);
      return rule;
    },
    remove(id) {
      const before = rules.length;
      rules = rules.filter((rule) => rule.id !== id);
      return rules.length < before;
    },
    clear() {
      rules = [];
    },
    middleware(req, res, next) {
      const rule = take(req);
      if (!rule) {
        next();
        return;
      }
      applyEffect(rule.effect, req, res, next).catch(next);
    },
  };
}
