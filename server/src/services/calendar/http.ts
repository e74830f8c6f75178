import { ProviderError } from '../../lib/providerError';
import type { ProviderErrorKind } from '../../lib/providerError';

const TIMEOUT_MS = 15_000;

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  accessToken?: string;
  headers?: Record<string, string | undefined>;
  json?: unknown;
  form?: Record<string, string>;
}

/** What a refusal means, where the vendor's body tells more than the status. */
export type Classify = (status: number, body: VendorError) => ProviderErrorKind | undefined;

/** Google: {error: {code, message, errors: [{reason}]}}; OAuth: {error, error_description}; Graph: {error: {code, message}}. */
interface VendorError {
  code: string;
  message: string;
}

/** One HTTP call to a provider. Every failure leaves as a ProviderError; GET and DELETE that broke off may be retried. */
export async function call<T>(request: Call, classify: Classify = () => undefined): Promise<T> {
  const method = request.method ?? 'GET';
  const response = await send(method, request);
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  const error = vendorError(text);
  throw new ProviderError(classify(response.status, error) ?? byStatus(response.status, error), {
    message: `${String(response.status)} ${error.code}: ${error.message}`.slice(0, 500),
    status: response.status,
    retryAfter: Number(response.headers.get('retry-after')) || undefined,
    reasons: [{ message: error.message, field: error.code }],
  });
}

async function send(method: string, request: Call): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (value !== undefined) headers.set(name, value);
  if (request.accessToken) headers.set('authorization', `Bearer ${request.accessToken}`);
  if (request.json !== undefined) headers.set('content-type', 'application/json');
  const body = request.form
    ? new URLSearchParams(request.form)
    : request.json === undefined
      ? null
      : JSON.stringify(request.json);
  try {
    return await fetch(request.url, { method, headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new ProviderError(method === 'GET' ? 'retry' : 'unknown', {
      message: 'The provider did not answer.',
      cause,
    });
  }
}

function vendorError(text: string): VendorError {
  const body = parse(text);
  const { error, error_description: description } = body;
  if (typeof error === 'string')
    return { code: error, message: typeof description === 'string' ? description : error };
  if (typeof error !== 'object' || error === null) return { code: 'unknown', message: text.slice(0, 200) };
  const { code, message, errors } = error as {
    code?: unknown;
    message?: unknown;
    errors?: { reason?: string }[];
  };
  const reason = errors?.[0]?.reason ?? (typeof code === 'string' ? code : 'unknown');
  return { code: reason, message: typeof message === 'string' ? message : reason };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function byStatus(status: number, error: VendorError): ProviderErrorKind {
  if (status === 401 || error.code === 'invalid_grant') return 'reauthorise';
  if (status === 410) return 'resync';
  if (status === 412 || status === 409) return 'conflict';
  if (status === 429) return 'retry';
  if (status >= 500) return 'unknown';
  return 'rejected';
}
