import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Client,
  HTTPMessageHandler,
  RetryHandler,
  RetryHandlerOptions,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import type { Event } from '@microsoft/microsoft-graph-types';
import { startEmulators } from '../../start';

export const MANAGER = 'manager@besahubs.example';
export const AGENT = 'agent@besahubs.example';
export const CLIENT_ID = '6f0a4f0e-5c5b-4b0e-8a39-0d8f0c6a9b11';
export const REDIRECT = 'http://localhost:3000/api/integrations/microsoft/callback';
export const SCOPES =
  'openid profile email offline_access User.Read Calendars.ReadWrite MailboxSettings.Read';
export const IMMUTABLE = 'IdType="ImmutableId"';

export type Item = Event & { '@removed'?: { reason: string } };
export type Json = Record<string, unknown>;

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface ErrorBody {
  error: { code: string; message: string; innerError: Record<string, string>; [annotation: string]: unknown };
}

export interface Page {
  value: Item[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
  '@odata.count'?: number;
}

/**
 * The official client signs requests only to https hosts, and reads absolute links only when they are https. So the
 * token is added by this middleware, and links are followed by their part behind the base (see relative()).
 */
class Bearer implements Middleware {
  readonly token: () => string;
  private next: Middleware | undefined;

  constructor(token: () => string) {
    this.token = token;
  }

  setNext(next: Middleware): void {
    this.next = next;
  }

  async execute(context: Context): Promise<void> {
    const options = context.options ?? {};
    const headers = new Headers(options.headers ?? {});
    headers.set('authorization', `Bearer ${this.token()}`);
    context.options = { ...options, headers: Object.fromEntries(headers) };
    await this.next?.execute(context);
  }
}

function officialClient(base: string, token: string): Client {
  const bearer = new Bearer(() => token);
  const retry = new RetryHandler(new RetryHandlerOptions(0, 2));
  bearer.setNext(retry);
  retry.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({ middleware: bearer, baseUrl: `${base}/`, defaultVersion: 'v1.0' });
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: (json && text ? JSON.parse(text) : text) as T,
  };
}

export type Harness = Awaited<ReturnType<typeof startMicrosoft>>;

/** A running Microsoft emulator in memory, with ways to reach every side of it. */
export async function startMicrosoft() {
  const emulators = await startEmulators({ only: ['microsoft'] });
  const base = emulators.urls.microsoft;

  const control = async <T = Json>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await read<T>(
      await fetch(`${base}/_control${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const token = async (email: string, scopes = SCOPES): Promise<string> => {
    const grant = await control<{ access_token: string }>('POST', '/grant', {
      email,
      clientId: CLIENT_ID,
      scopes: scopes.split(' '),
    });
    return grant.access_token;
  };

  const graphWith =
    (accessToken: string) =>
    async <T = Json>(
      method: string,
      path: string,
      { body, prefer, headers }: { body?: unknown; prefer?: string; headers?: Record<string, string> } = {},
    ): Promise<Answer<T>> =>
      read<T>(
        await fetch(path.startsWith('http') ? path : `${base}/v1.0${path}`, {
          method,
          headers: {
            authorization: `Bearer ${accessToken}`,
            'content-type': 'application/json',
            ...(prefer === undefined ? {} : { prefer }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );

  return {
    base,
    control,
    token,
    graphWith,
    graph: async (email: string) => graphWith(await token(email)),
    client: async (email: string) => officialClient(base, await token(email)),
    /** A link of an answer, as the official client can follow it over http. */
    relative: (link: string) => link.replace(`${base}/v1.0`, ''),
    close: () => emulators.close(),
  };
}

export type Caller = Awaited<ReturnType<Harness['graph']>>;

export const pkce = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

export const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime, timeZone });

/** An event body from local start and end. */
export const event = (
  subject: string,
  start: string,
  end: string,
  more: Json = {},
  timeZone = 'UTC',
): Json => ({
  subject,
  start: at(start, timeZone),
  end: at(end, timeZone),
  ...more,
});

/** Follows a delta round to its end. */
export async function deltaRound(call: Caller, first: string, prefer = IMMUTABLE) {
  const value: Item[] = [];
  const pages: number[] = [];
  let link: string | undefined = first;
  let deltaLink = '';
  while (link) {
    const { status, body }: Answer<Page> = await call<Page>('GET', link, { prefer });
    if (status !== 200) throw new Error(`delta answered ${status} ${JSON.stringify(body)}`);
    value.push(...body.value);
    pages.push(body.value.length);
    deltaLink = body['@odata.deltaLink'] ?? '';
    link = body['@odata.nextLink'];
  }
  return { value, pages, deltaLink };
}

interface Received {
  path: string;
  query: URLSearchParams;
  body: string;
}

export interface Webhook {
  url: string;
  received: Received[];
  /** How the next requests are answered; by default the handshake is echoed and notifications get 202. */
  answerWith(
    answer: ((request: Received) => { status: number; type?: string; body?: string } | 'never') | null,
  ): void;
  close(): Promise<void>;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** An app's webhook endpoint. */
export async function startWebhook(): Promise<Webhook> {
  const received: Received[] = [];
  let custom: Parameters<Webhook['answerWith']>[0] = null;
  const server: Server = createServer((req, res) => {
    const respond = async () => {
      const url = new URL(req.url ?? '/', 'http://webhook.invalid');
      const request = { path: url.pathname, query: url.searchParams, body: await bodyOf(req) };
      const token = request.query.get('validationToken');
      received.push(request);
      const usual = token === null ? { status: 202 } : { status: 200, type: 'text/plain', body: token };
      const answer = custom ? custom(request) : usual;
      if (answer === 'never') return;
      const { status, type, body } = { type: undefined, body: undefined, ...answer };
      res.writeHead(status, type ? { 'content-type': type } : {}).end(body);
    };
    respond().catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerWith: (answer) => (custom = answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
