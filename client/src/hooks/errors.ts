import type { ErrorCode } from '@besahubs/contracts/common';

interface Problem {
  status: number;
  code: ErrorCode;
  message: string;
  fields?: Record<string, string> | undefined;
  requestId?: string | undefined;
}

/** A request that failed: `code` says why, `fields` maps the path of each invalid value to its message. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly fields: Record<string, string>;
  readonly requestId: string | undefined;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'RequestError';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.fields ?? {};
    this.requestId = problem.requestId;
  }
}

const SAID: Partial<Record<ErrorCode, string>> = {
  forbidden: 'You are not allowed to do that.',
  not_found: 'This record no longer exists, or you cannot see it.',
  conflict: 'Someone else changed this in the meantime.',
  rate_limited: 'Too many requests. Wait a moment and try again.',
  flag_off: 'This feature is switched off.',
  unavailable: 'The server cannot be reached. Check your connection.',
  timeout: 'That took too long. Try again.',
  internal: 'Something went wrong on our side. Try again.',
};

/** What to tell a person about any thrown value. */
export function errorText(error: unknown): string {
  if (!(error instanceof RequestError)) return 'Something went wrong. Try again.';
  const firstField = Object.values(error.fields)[0];
  return SAID[error.code] ?? firstField ?? error.message;
}

export const isErrorCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof RequestError && error.code === code;
