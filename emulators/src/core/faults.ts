import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
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
  /** The request waits until the rule is deleted, and then goes on: two at once, on purpose. */
  hold?: boolean;
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
  /** False when there is no such rule. Lets go of the requests it holds. */
  remove(id: string): boolean;
  /** Once so many requests wait at that rule. */
  held(id: string, count: number): Promise<void>;
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

/** Who waits at rules with `hold`, and who waits for them to come. */
function createGate() {
  const waiting = new Map<string, (() => void)[]>();
  const events = new EventEmitter().setMaxListeners(0);
  return {
    wait: (id: string) =>
      new Promise<void>((go) => {
        waiting.set(id, [...(waiting.get(id) ?? []), go]);
        events.emit('came');
      }),
    open(id: string): boolean {
      const held = waiting.get(id) ?? [];
      waiting.delete(id);
      held.forEach((go) => go());
      return held.length > 0;
    },
    openAll() {
      [...waiting.keys()].forEach((id) => this.open(id));
    },
    async held(id: string, count: number) {
      while ((waiting.get(id)?.length ?? 0) < count) await once(events, 'came');
    },
  };
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
  const gate = createGate();

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
      return gate.open(id) || rules.length < before;
    },
    held: (id, count) => gate.held(id, count),
    clear() {
      rules = [];
      gate.openAll();
    },
    middleware(req, res, next) {
      const rule = take(req);
      if (!rule) {
        next();
        return;
      }
      const ready = rule.effect.hold ? gate.wait(rule.id) : Promise.resolve();
      ready.then(() => applyEffect(rule.effect, req, res, next)).catch(next);
    },
  };
}
