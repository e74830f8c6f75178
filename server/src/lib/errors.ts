import type { ErrorCode } from '@besahubs/contracts/common';

/** The one table code → HTTP status. */
export const statusOf: Record<ErrorCode, number> = {
  invalid: 400,
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  flag_off: 404,
  timeout: 408,
  conflict: 409,
  duplicate: 409,
  in_use: 409,
  reconnect: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  provider_error: 502,
  unavailable: 503,
};

export interface AppErrorDetails {
  message?: string;
  /** Path of each invalid value (`body.email` is just `email`) → what is wrong with it. */
  fields?: Record<string, string>;
  cause?: unknown;
  /** Seconds until a retry makes sense; becomes the Retry-After header. */
  retryAfter?: number;
}

/** The only error that is thrown on purpose. Its code decides the HTTP status; its text reaches the user. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(details.message ?? defaultMessage[code], { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
  }
}

const defaultMessage: Record<ErrorCode, string> = {
  invalid: 'Some values are not valid.',
  malformed: 'The request could not be read.',
  unauthenticated: 'Sign in to continue.',
  forbidden: 'You are not allowed to do this.',
  not_found: 'Not found.',
  flag_off: 'This feature is switched off.',
  timeout: 'The request took too long.',
  conflict: 'Somebody else changed this in the meantime.',
  duplicate: 'This exists already.',
  in_use: 'Other records still refer to this.',
  reconnect: 'The connection has to be renewed.',
  too_large: 'The request is too large.',
  unsupported_media_type: 'Send JSON.',
  rate_limited: 'Too many requests. Try again shortly.',
  internal: 'Something went wrong on our side.',
  provider_error: 'The provider did not accept this.',
  unavailable: 'Not available right now.',
};

/** An `invalid` error about one field. */
export const invalidField = (field: string, message: string): AppError =>
  new AppError('invalid', { message, fields: { [field]: message } });
