import { Client } from '@sendgrid/client';
import type { ClientRequest } from '@sendgrid/client/src/request';
import { ProviderError } from '../../lib/providerError';
import type { ProviderReason } from '../../lib/providerError';

export interface SendgridConfig {
  apiKey: string;
  /** No trailing slash. */
  baseUrl: string;
  /** The SDK waits for ever by default. */
  timeoutMs?: number;
}

interface Address {
  email: string;
  name?: string | undefined;
}
export interface Personalization {
  to: Address[];
  dynamic_template_data?: Record<string, unknown>;
  custom_args?: Record<string, string>;
  headers?: Record<string, string>;
}
/** The body of POST /v3/mail/send, as far as we use it. */
export interface MailBody {
  personalizations: Personalization[];
  from: Address;
  reply_to?: Address;
  subject?: string;
  content?: { type: 'text/plain' | 'text/html'; value: string }[];
  template_id?: string;
  categories?: string[];
  asm?: { group_id: number };
  mail_settings?: Record<string, { enable: boolean }>;
  tracking_settings?: Record<string, { enable: boolean; enable_text?: boolean }>;
}

type Verb = 'GET' | 'POST' | 'PATCH';

/** SendGrid's v3 API, through the official client; failures are ProviderErrors. */
export interface SendgridClient {
  /** Accepts the request as a unit. Resolves with X-Message-Id, which all its recipients share. */
  sendMail(body: MailBody): Promise<string>;
  /** Any other call: the answer's JSON. */
  call<T>(method: Verb, path: string, body?: object, query?: Record<string, string>): Promise<T>;
}

interface VendorError {
  code?: number | string;
  message?: string;
  response?: { headers?: Record<string, unknown>; body?: unknown };
}

/** A client of its own per configuration: nothing is shared through the SDK's module-level instance. */
export function createSendgridClient({
  apiKey,
  baseUrl,
  timeoutMs = 30_000,
}: SendgridConfig): SendgridClient {
  const client = new Client();
  client.setApiKey(apiKey);
  // After setApiKey, which puts the base URL back to api.sendgrid.com.
  client.setDefaultRequest({ baseUrl, timeout: timeoutMs } as object as ClientRequest);

  const request = async (data: ClientRequest) => {
    try {
      return await client.request(data);
    } catch (error) {
      throw translate(error as VendorError);
    }
  };
  return {
    async sendMail(body) {
      const [response] = await request({ method: 'POST', url: '/v3/mail/send', body });
      const id = (response.headers as Record<string, unknown>)['x-message-id'];
      return typeof id === 'string' ? id : '';
    },
    async call<T>(method: Verb, path: string, body?: object, query?: Record<string, string>) {
      const data = { method, url: path, ...(body && { body }), ...(query && { qs: query }) };
      const [, answer] = (await request(data)) as [unknown, T];
      return answer;
    },
  };
}

/** Connections that never came about: the request did not reach SendGrid. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function translate(error: VendorError): ProviderError {
  const status = error.response ? Number(error.code) : undefined;
  if (status === undefined) {
    const kind = NOT_SENT.has(String(error.code)) ? 'retry' : 'unknown';
    return new ProviderError(kind, { message: `SendGrid: ${error.message ?? 'no answer'}`, cause: error });
  }
  const reasons = reasonsOf(error.response?.body);
  const message = `SendGrid ${status}: ${reasons.map((reason) => reason.message).join('; ') || 'no reason given'}`;
  const details = { message, status, reasons, cause: error };
  if (status === 429)
    return new ProviderError('retry', { ...details, retryAfter: waitOf(error.response?.headers) });
  if (status === 401 || status === 403) return new ProviderError('reauthorise', details);
  return new ProviderError(status >= 500 ? 'unknown' : 'rejected', details);
}

function reasonsOf(body: unknown): ProviderReason[] {
  const { errors } = (body ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors)) return [];
  return (errors as { message?: unknown; field?: unknown }[]).map(({ message, field }) => ({
    message: typeof message === 'string' ? message : 'unknown error',
    field: typeof field === 'string' ? field : null,
  }));
}

/** X-RateLimit-Reset is documented as epoch seconds; small values can only be a delta. */
function waitOf(headers: Record<string, unknown> | undefined): number {
  const reset = Number(headers?.['x-ratelimit-reset']);
  if (!Number.isFinite(reset) || reset <= 0) return 5;
  return Math.max(1, reset > 1_000_000 ? reset - Date.now() / 1000 : reset);
}
