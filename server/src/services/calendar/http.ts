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
  existingId?: string;
}
/** Graph's name for the event that a repeated transactionId made the first time; a reason's field. */
export const EXISTING = '@event.existingEventId';

/** One HTTP call to a provider. Every failure leaves as a ProviderError; GET and DELETE that broke off may be retried. */
export async function call<T>(request: Call, classify: Classify = () => undefined): Promise<T> {
  const method = request.method ?? 'GET';
  const { response, text } = await send(method, request);
  if (response.ok) return (text ? answerOf(text, method) : undefined) as T;
  const error = vendorError(text);
  const kind = classify(response.status, error) ?? byStatus(response.status, error, request);
  throw new ProviderError(kind, {
    message: `${String(response.status)} ${error.code}: ${error.message}`.slice(0, 500),
    status: response.status,
    retryAfter: Number(response.headers.get('retry-after')) || undefined,
    reasons: [
      { message: error.message, field: error.code },
      ...(error.existingId ? [{ message: error.existingId, field: EXISTING }] : []),
    ],
  });
}

/** The answer and its body: a connection can break in either. */
async function send(method: string, request: Call): Promise<{ response: Response; text: string }> {
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
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(request.url, { method, headers, body, signal });
    return { response, text: await response.text() };
  } catch (cause) {
    throw brokenOff(method, 'The provider did not answer.', cause);
  }
}

const brokenOff = (method: string, message: string, cause: unknown): ProviderError =>
  new ProviderError(method === 'GET' ? 'retry' : 'unknown', { message, cause });

/** A proxy's page in place of an answer passes as the proxy does. */
function answerOf(text: string, method: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw brokenOff(method, 'The provider answered something other than JSON.', cause);
  }
}

function vendorError(text: string): VendorError {
  const body = parse(text);
  const { error, error_description: description } = body;
  if (typeof error === 'string')
    return { code: error, message: typeof description === 'string' ? description : error };
  if (typeof error !== 'object' || error === null) return { code: 'unknown', message: text.slice(0, 200) };
  const {
    code,
    message,
    errors,
    [EXISTING]: existing,
  } = error as {
    [EXISTING]?: unknown;
    code?: unknown;
    message?: unknown;
    errors?: { reason?: string }[];
  };
  const reason = errors?.[0]?.reason ?? (typeof code === 'string' ? code : 'unknown');
  return {
    code: reason,
    message: typeof message === 'string' ? message : reason,
    ...(typeof existing === 'string' && { existingId: existing }),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What only the person can mend (RFC 6749, OpenID Connect); `invalid_client` and the like are the operator's. */
const CONSENT_ENDED = ['invalid_grant', 'interaction_required', 'consent_required', 'login_required'];

function byStatus(status: number, error: VendorError, request: Call): ProviderErrorKind {
  if (CONSENT_ENDED.includes(error.code)) return 'reauthorise';
  if (status === 401) return request.accessToken ? 'reauthorise' : 'rejected';
  if (status === 410) return 'resync';
  if (status === 412 || status === 409) return 'conflict';
  if (status === 429) return 'retry';
  if (status >= 500) return 'unknown';
  return 'rejected';
}
