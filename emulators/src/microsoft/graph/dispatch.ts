import { randomUUID } from 'node:crypto';
import { findAccount, type AccessToken } from '../state';
import { accessDenied, errorEnvelope, GraphError } from './errors';
import {
  decodePart,
  readPreferences,
  type Call,
  type Graph,
  type GraphReply,
  type GraphRequest,
} from './request';
import { ROUTES, type Route } from './routes';
import type { Throttle } from './throttle';

export type Dispatch = (request: GraphRequest) => Promise<GraphReply>;

const unauthenticated = (message: string) =>
  new GraphError(401, 'InvalidAuthenticationToken', message, {
    headers: {
      'www-authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    },
  });

/** The session behind a bearer token. Throws 401 InvalidAuthenticationToken. */
export function authenticate({ ctx }: Graph, headers: GraphRequest['headers']): AccessToken {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (!bearer) throw unauthenticated('Access token is empty.');
  const tokens = ctx.state.value.accessTokens;
  const token = Object.hasOwn(tokens, bearer) ? tokens[bearer] : undefined;
  if (!token) throw unauthenticated('IDX14100: JWT is not well formed, there are no dots (.).');
  if (token.revoked)
    throw unauthenticated(
      'Continuous access evaluation resulted in challenge with result: InteractionRequired.',
    );
  if (token.expiresAt <= ctx.clock.epochMs()) {
    throw unauthenticated('Lifetime validation failed, the token is expired.');
  }
  return token;
}

/** `/users/{id or address}` of the caller is `/me`. Other mailboxes are closed to delegated calendars. */
function normalise(path: string, { id, email }: { id: string; email: string }): string {
  const match = /^\/users\/([^/]+)(\/.*)?$/i.exec(path);
  if (!match) return path;
  const user = decodePart(match[1]).toLowerCase();
  if (user !== id && user !== email) throw accessDenied();
  return `/me${match[2] ?? ''}`;
}

function findRoute(method: string, path: string): { route: Route; params: Record<string, string> } {
  const candidates = ROUTES.filter((one) => one.pattern.test(path));
  const route = candidates.find((one) => one.method === method);
  if (route) {
    const values = route.pattern.exec(path)?.slice(1) ?? [];
    return {
      route,
      params: Object.fromEntries(route.names.map((name, at) => [name, decodePart(values[at])])),
    };
  }
  if (candidates.length > 0) {
    throw new GraphError(
      405,
      'Request_BadRequest',
      `Specified HTTP method is not allowed for the request target.`,
    );
  }
  throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${path.split('/').at(-1)}'.`);
}

function failure(error: unknown, graph: Graph, request: GraphRequest, requestId: string): GraphReply {
  const known =
    error instanceof GraphError
      ? error
      : new GraphError(
          500,
          'ErrorInternalServerError',
          error instanceof Error ? error.message : 'Unknown error',
        );
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  return {
    status: known.status,
    headers: known.headers,
    body: errorEnvelope(known, requestId, clientRequestId, graph.ctx.clock.now()),
  };
}

async function run(graph: Graph, throttle: Throttle, request: GraphRequest): Promise<GraphReply> {
  const token = authenticate(graph, request.headers);
  const account = findAccount(graph.ctx.state.value, token.email);
  if (!account) throw new GraphError(404, 'ResourceNotFound', 'User not found.');
  const path = normalise(request.path, account);
  const { route, params } = findRoute(request.method, path);
  if (!route.scopes.some((scope) => token.scopes.includes(scope))) throw accessDenied();
  const preferences = readPreferences(request.headers.prefer, graph.ctx.baseUrl());
  const call: Call = {
    ...request,
    path,
    params,
    account,
    clientId: token.clientId,
    scopes: token.scopes,
    preferences,
  };
  const reply = await throttle.run(`${token.clientId}|${account.email}`, () => route.handler(graph, call));
  if (preferences.applied.length === 0) return reply;
  return { ...reply, headers: { 'preference-applied': preferences.applied.join(', '), ...reply.headers } };
}

/** Authenticates, routes, throttles and answers one request; errors come back as Graph's envelope. */
export function createDispatch(graph: Graph, throttle: Throttle): Dispatch {
  return async (request) => {
    const requestId = randomUUID();
    const ids = {
      'request-id': requestId,
      'client-request-id': request.headers['client-request-id'] ?? requestId,
    };
    try {
      const reply = await run(graph, throttle, request);
      return { ...reply, headers: { ...ids, ...reply.headers } };
    } catch (error) {
      const reply = failure(error, graph, request, requestId);
      return { ...reply, headers: { ...ids, ...reply.headers } };
    }
  };
}
