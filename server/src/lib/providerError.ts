/**
 * What a provider's refusal means to us, whoever the provider is:
 * - `retry`: surely not done (rate limit, no connection); the same call may be made again, after `retryAfter` seconds
 * - `unknown`: may have been done (timeout, broken connection, 5xx); never repeat it blindly
 * - `reauthorise`: our credentials or the person's consent are no longer good
 * - `resync`: our cursor is too old, start over
 * - `conflict`: the thing changed at the provider meanwhile
 * - `rejected`: understood and refused; the same call will be refused again
 */
export type ProviderErrorKind = 'retry' | 'unknown' | 'reauthorise' | 'resync' | 'conflict' | 'rejected';

export interface ProviderErrorDetails {
  message: string;
  /** HTTP status, when there was an answer. */
  status?: number | undefined;
  /** Seconds until a retry makes sense. */
  retryAfter?: number | undefined;
  /** What the provider said, one entry an error: for the log and the operator. */
  reasons?: ProviderReason[];
  cause?: unknown;
}
export interface ProviderReason {
  message: string;
  field?: string | null;
}

/** The only error provider clients throw: vendors' own errors end at their file. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly reasons: ProviderReason[];

  constructor(kind: ProviderErrorKind, details: ProviderErrorDetails) {
    super(details.message, { cause: details.cause });
    this.name = 'ProviderError';
    this.kind = kind;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.reasons = details.reasons ?? [];
  }
}
