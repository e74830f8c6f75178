import type { Session } from '@besahubs/contracts/auth';
import type { ApiError as WireError, ApiResponse, ErrorCode } from '@besahubs/contracts/common';
import { RequestError } from '../hooks/errors';

type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type Query = Record<string, QueryValue>;

interface Options {
  query?: Query | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** False for the few calls that work without a session (login, refresh, invitation). */
  auth?: boolean;
  /** What is asked for instead of JSON: a stream, a file. */
  accept?: string;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const TIMEOUT_MS = 30_000;
/** The access token lives here only: never in storage, so a script from elsewhere cannot find it at rest. */
let accessToken: string | null = null;
let onSessionLost: () => void = () => undefined;
let refreshing: Promise<Session | null> | null = null;
/** Aborted when the session is over that requests are made in. */
let session = new AbortController();

export const getAccessToken = (): string | null => accessToken;
/** Begins another session, or none: what was asked before is answered to nobody. */
export const setAccessToken = (token: string | null): void => {
  accessToken = token;
  refreshing = null;
  session.abort();
  session = new AbortController();
};
/** Called once when the refresh cookie no longer gives a token: the session shows the login page. */
export const whenSessionLost = (handler: () => void): void => {
  onSessionLost = handler;
};

/**
 * The outcome of `work`, good or bad, unless the session it began in is over by then: then it never comes. Whoever signs in
 * next must not find in the cache, or undo, or be told, what their predecessor did.
 */
export async function forThisSession<T>(work: Promise<T>): Promise<T> {
  const { signal } = session;
  try {
    return await work;
  } finally {
    if (signal.aborted) await new Promise(() => undefined);
  }
}

/** `{a: 1, b: ['x','y'], c: null}` → `?a=1&b=x%2Cy`; empty values are left out. */
export function queryString(query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === '') continue;
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (text) params.set(key, text);
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

async function send(method: Method, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: options.accept ?? 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (accessToken && options.auth !== false) headers['Authorization'] = `Bearer ${accessToken}`;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(`/api${path}${queryString(options.query)}`, {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new RequestError({ status: 0, code: 'unavailable', message: 'The server cannot be reached.' });
  }
}

async function parse<T>(response: Response): Promise<T> {
  const body = (await response.json().catch(() => null)) as ApiResponse<T> | null;
  if (response.ok && body && !body.error) return body.data as T;
  throw toError(response, body?.error ?? null, body?.message);
}

function toError(response: Response, error: WireError | null, message: string | undefined): RequestError {
  const code: ErrorCode = error?.code ?? (response.status === 404 ? 'not_found' : 'internal');
  return new RequestError({
    status: response.status,
    code,
    message: error?.message ?? message ?? 'Something went wrong on the server.',
    fields: error?.fields,
    requestId: error?.requestId,
  });
}

async function refreshOnce(): Promise<Session | null> {
  const { signal } = session;
  const run = async () => {
    const response = await send('POST', '/auth/refresh', { auth: false, body: {} });
    if (response.status === 401 || response.status === 403) return null;
    const renewed = await parse<Session>(response);
    if (!signal.aborted) accessToken = renewed.accessToken;
    return renewed;
  };
  // The refresh token rotates with each use: tabs take turns. Plain http has no locks, except on localhost.
  const { navigator } = globalThis as { navigator?: { locks?: LockManager } };
  return navigator?.locks ? navigator.locks.request('besahubs-refresh', run) : run();
}

/**
 * Asks for a new access token with the refresh cookie; concurrent calls share one request, and tabs queue.
 * @returns null when nobody is signed in (any more); throws RequestError when the server is away.
 */
export function refreshSession(): Promise<Session | null> {
  if (refreshing) return refreshing;
  const renewal = forThisSession(refreshOnce()).finally(() => {
    refreshing = null;
  });
  refreshing = renewal;
  return renewal;
}

async function sendRenewing(method: Method, path: string, options: Options): Promise<Response> {
  const used = accessToken;
  const { signal } = session;
  const first = await send(method, path, options);
  if (first.status !== 401 || options.auth === false || signal.aborted) return first;
  const renewedMeanwhile = accessToken !== null && accessToken !== used;
  if (renewedMeanwhile || (await refreshSession())) return send(method, path, options);
  accessToken = null;
  onSessionLost();
  return first;
}

/** One call to the API: answers `data`, throws RequestError; renews the access token once on 401. */
export function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const answer = sendRenewing(method, path, options).then((response) => parse<T>(response));
  return options.auth === false ? answer : forThisSession(answer);
}

async function openIn(ends: AbortSignal, method: Method, path: string, options: Options): Promise<Response> {
  const signal = options.signal ? AbortSignal.any([options.signal, ends]) : ends;
  const response = await sendRenewing(method, path, { ...options, signal });
  if (!response.ok) await parse(response);
  return response;
}

/**
 * The same for answers that are no JSON envelope (streams, files): the response, whose body is the caller's to read as long
 * as the session lasts.
 */
export const open = (method: Method, path: string, options: Options = {}): Promise<Response> =>
  forThisSession(openIn(session.signal, method, path, options));

/** `api.get<Deal>('/deals/…')`: paths are relative to `/api`; results are the `data` of the envelope. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>('GET', path, { query, signal }),
  post: <T>(path: string, body: unknown = {}) => request<T>('POST', path, { body }),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, { body }),
  delete: <T>(path: string) => request<T>('DELETE', path),
};
