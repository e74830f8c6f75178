import pg from 'pg';
import { allRoutes } from '../server/src/routes';
import type { Route } from '../server/src/routes/route';
import type { Actor } from '../server/src/policies/actor';
import type { ApiRequest } from './case';

interface Statement {
  text: string;
  values: unknown[];
}
/** What the server runs for a request: steps one after the other, the statements of a step at once. */
export type Plan = Statement[][];

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };

/** Transactions, settings and counters of changes are the server's way of asking, not what is asked. */
const isQuestion = ({ text }: Statement): boolean =>
  /^\s*(SELECT|WITH|\()/i.test(text) && !/set_config|"TableVersion"/.test(text);

function statementOf([first, second]: unknown[]): Statement {
  const given = typeof first === 'string' ? { text: first } : (first as { text: string; values?: unknown[] });
  return { values: Array.isArray(second) ? (second as unknown[]) : [], ...given };
}

/** Calls `done` when a query of node-postgres has ended, in whichever of its styles it was asked. */
function whenDone(args: unknown[], done: () => void): unknown[] {
  return args.map((arg) =>
    typeof arg === 'function'
      ? (...results: unknown[]) => {
          done();
          return (arg as (...all: unknown[]) => unknown)(...results);
        }
      : arg,
  );
}

/** Every statement that node-postgres sends while `work` runs, grouped by what was under way at the same time. */
async function statementsOf(work: () => unknown): Promise<Plan> {
  const original = prototype.query;
  const plan: Plan = [];
  let running = 0;
  const done = () => {
    running -= 1;
  };
  prototype.query = function (this: pg.Client, ...args: unknown[]): unknown {
    const statement = statementOf(args);
    if (!isQuestion(statement)) return original.apply(this, args);
    if (running === 0) plan.push([]);
    running += 1;
    plan.at(-1)?.push(statement);
    const result = original.apply(this, whenDone(args, done));
    if (result instanceof Promise) result.then(done, done);
    return result;
  };
  try {
    await work();
  } catch (error) {
    // What the database does not manage in time was asked all the same.
    if ((error as { code?: unknown }).code !== 'timeout') throw error;
  } finally {
    prototype.query = original;
  }
  return plan;
}

function findRoute(method: string, path: string): { route: Route; params: Record<string, string> } | null {
  for (const route of allRoutes()) {
    const names: string[] = [];
    const pattern = route.path.replace(/:(\w+)/g, (_, name: string) => `${names.push(name) && ''}([^/]+)`);
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (!match || route.method !== method) continue;
    return { route, params: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) };
  }
  return null;
}

/** Whether the server has this route yet. */
export const hasRoute = (request: ApiRequest): boolean =>
  findRoute(request.method, request.path.split('?')[0] ?? '') !== null;

/** The SQL of a request, taken from the route's own handler: after authentication, before HTTP. */
export async function planOf(request: ApiRequest, actor: Actor): Promise<Plan> {
  const [path = '', search = ''] = request.path.split('?');
  const found = findRoute(request.method, path);
  if (!found) throw new Error(`There is no route ${request.method} ${path}.`);
  const { route, params } = found;
  const query: unknown = route.query?.parse(Object.fromEntries(new URLSearchParams(search))) ?? {};
  const body: unknown = route.body?.parse(request.body) ?? {};
  const res = { on: () => undefined, set: () => undefined };
  const input = {
    ctx: { actor, requestId: 'bench' },
    params,
    query,
    body,
    req: { accepts: () => 'json' },
    res,
  };
  const plan = await statementsOf(() => route.handler(input as never));
  if (plan.length === 0) throw new Error(`${request.method} ${request.path} asked the database nothing.`);
  return plan;
}
