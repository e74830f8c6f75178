import { createServer } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { ErrorCode } from '@besahubs/contracts/common';

/** One request as the server got it. */
export interface Ask {
  method: string;
  /** Without `/api`: `/deals/7`. */
  path: string;
  query: Record<string, string>;
  body: unknown;
  headers: IncomingMessage['headers'];
  /** What `:id` of the declared path stood for. */
  params: Record<string, string>;
}

/** An answer that is no plain data of a good envelope: made by `refuse`, `hangUp`, `raw`, `stream`. */
class Reply {
  readonly give: (response: ServerResponse) => void;
  constructor(give: (response: ServerResponse) => void) {
    this.give = give;
  }
}
type Giver = (ask: Ask) => unknown;
/** Data of the envelope, a Reply, or what makes one of them from the request; a promise of it answers late. */
export type Answer = unknown;

function json(response: ServerResponse, status: number, body: unknown, headers: OutgoingHttpHeaders = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

interface Refusal {
  message?: string;
  fields?: Record<string, string>;
  headers?: OutgoingHttpHeaders;
}
/** An envelope that says no. */
export const refuse = (status: number, code: ErrorCode, refusal: Refusal = {}): Reply =>
  new Reply((response) => {
    const { message = 'Refused', fields, headers } = refusal;
    json(
      response,
      status,
      { data: null, message, error: { code, message, fields, requestId: 'r1' } },
      headers,
    );
  });
/** No answer: the connection ends. */
export const hangUp = (): Reply => new Reply((response) => response.destroy());
/** Any other body: HTML of a proxy, a file, nothing. */
export const raw = (status: number, body: string, headers: OutgoingHttpHeaders = {}): Reply =>
  new Reply((response) => response.writeHead(status, headers).end(body));
/** A body in pieces; with `cut` the connection ends before the body does. */
export const stream = (pieces: readonly (string | Uint8Array)[], { cut = false } = {}): Reply =>
  new Reply((response) => {
    // Of a connection that was to be closed anyway, the end of it would count as the end of the body.
    if (cut) response.removeHeader('connection');
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    const next = (at: number): void => {
      const piece = pieces[at];
      if (piece !== undefined) response.write(piece, () => setImmediate(next, at + 1));
      else if (cut) response.destroy();
      else response.end();
    };
    next(0);
  });

/** A request that waits for its answer until the test gives it. */
export interface Held {
  /** Settles when the request has come in. */
  asked: Promise<Ask>;
  /** Settles when the client has given the request up. */
  givenUp: Promise<void>;
  /** Without a value, what was declared. */
  release: (answer?: Answer) => void;
}

interface Rule {
  method: string;
  parts: readonly string[];
  answer: Answer;
  once: boolean;
  held?: { arrive: (ask: Ask) => void; leave: () => void; turn: Promise<Answer> };
}

function match(rule: Rule, method: string, path: string): Record<string, string> | null {
  const parts = path.split('/');
  if (rule.method !== method || rule.parts.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of rule.parts.entries()) {
    const value = parts[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

const ruleOf = (call: string, answer: Answer, once: boolean): Rule => {
  const [method = '', path = ''] = call.split(' ');
  return { method, parts: path.split('/'), answer, once };
};

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** Runs before a server forgets its answers: what still asks it is taken down. */
const beforeRest = new Set<() => void | Promise<void>>();
export const whenTestEnds = (tidy: () => void | Promise<void>): void => void beforeRest.add(tidy);

export class ScriptedServer {
  readonly asks: Ask[] = [];
  /** Where the socket of a test can be attached. */
  readonly http: Server = createServer((request, response) => void this.#handle(request, response));
  #rules: Rule[] = [];
  #unknown: string[] = [];

  /** The standing answer to `GET /deals/:id`; a newer one wins. */
  answer(call: string, answer: Answer): void {
    this.#rules.unshift(ruleOf(call, answer, false));
  }
  /** The answer to the next such request only; several are given in the order of declaring. */
  once(call: string, answer: Answer): void {
    this.#rules.push(ruleOf(call, answer, true));
  }
  /** The next such request waits. Hold two and release them the other way round for answers out of order. */
  hold(call: string, answer: Answer = null): Held {
    let arrive: (ask: Ask) => void = () => undefined;
    let leave: () => void = () => undefined;
    let settle: (answer: Answer) => void = () => undefined;
    const asked = new Promise<Ask>((resolve) => (arrive = resolve));
    const givenUp = new Promise<void>((resolve) => (leave = resolve));
    const turn = new Promise<Answer>((resolve) => (settle = resolve));
    this.#rules.push({ ...ruleOf(call, answer, true), held: { arrive, leave, turn } });
    return { asked, givenUp, release: (other) => settle(other ?? answer) };
  }
  /** Every request of that kind so far: `PATCH /deals/:id`; without a call, all. */
  asked(call?: string): Ask[] {
    if (!call) return [...this.asks];
    const rule = ruleOf(call, null, false);
    return this.asks.filter((ask) => match(rule, ask.method, ask.path));
  }
  /** `GET /deals`, in the order of asking. */
  calls(): string[] {
    return this.asks.map(({ method, path }) => `${method} ${path}`);
  }
  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server');
    if (pathname.startsWith('/socket.io')) return void raw(503, '').give(response);
    // A connection that is kept would be torn off between two tests, beneath the first request of the next.
    response.shouldKeepAlive = false;
    const method = request.method ?? 'GET';
    const path = pathname.replace(/^\/api/, '');
    const ask: Ask = {
      method,
      path,
      query: Object.fromEntries(searchParams),
      body: await bodyOf(request),
      headers: request.headers,
      params: {},
    };
    this.asks.push(ask);
    const rule = this.#take(method, path);
    if (!rule) {
      this.#unknown.push(`${method} ${path}`);
      return json(response, 418, { data: null, message: `Nobody declared ${method} ${path}`, error: null });
    }
    ask.params = match(rule, method, path) ?? {};
    response.on('close', () => rule.held?.leave());
    rule.held?.arrive(ask);
    const declared = rule.held ? await rule.held.turn : rule.answer;
    const given = await (typeof declared === 'function' ? (declared as Giver)(ask) : declared);
    if (response.destroyed) return;
    if (given instanceof Reply) given.give(response);
    else json(response, 200, { data: given ?? null, message: 'OK', error: null });
  }
  #take(method: string, path: string): Rule | undefined {
    const fits = (rule: Rule) => match(rule, method, path) !== null;
    const next = this.#rules.find((rule) => rule.once && fits(rule));
    if (!next) return this.#rules.find(fits);
    this.#rules = this.#rules.filter((rule) => rule !== next);
    return next;
  }

  /** Between two tests: forgets all answers, and tells which calls nobody had declared. */
  rest(): string[] {
    const unknown = this.#unknown;
    this.#rules = [];
    this.#unknown = [];
    this.asks.length = 0;
    this.http.closeAllConnections();
    return unknown;
  }
}

interface Page {
  jsdom?: { reconfigure: (options: { url: string }) => void };
}

/**
 * A real HTTP server on a free port that says what a test declares, for all tests of the file (call it at the top). The
 * client's own `fetch` reaches it at its relative addresses. What a test asked without declaring it fails the test.
 */
export function startServer(): ScriptedServer {
  const server = new ScriptedServer();
  const native = globalThis.fetch;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
    (globalThis as Page).jsdom?.reconfigure({ url: `${server.origin}/` });
    globalThis.fetch = async (input, init) => {
      // The socket of a request given up a moment ago must be gone, or Node sends the next one through it.
      for (const _turn of [1, 2]) await new Promise((resolve) => setImmediate(resolve));
      return native(typeof input === 'string' && input.startsWith('/') ? server.origin + input : input, init);
    };
  });
  afterEach(async () => {
    for (const tidy of beforeRest) await tidy();
    expect(server.rest(), 'calls that no answer was declared for').toEqual([]);
  });
  afterAll(async () => {
    globalThis.fetch = native;
    server.http.closeAllConnections();
    await new Promise((resolve) => server.http.close(resolve));
  });
  return server;
}
