import type { ErrorRequestHandler, Response } from 'express';

/** One entry of SendGrid's error body `{errors: [...]}`. */
export interface ApiError {
  message: string;
  field?: string | null;
  help?: string | null;
}

/** Answers in SendGrid's error shape. */
export function fail(res: Response, status: number, ...errors: (string | ApiError)[]): void {
  const body = errors.map((error) => (typeof error === 'string' ? { message: error, field: null } : error));
  res.status(status).json({ errors: body });
}

export const notFound = (res: Response): void => fail(res, 404, 'not found');

const isHttpError = (error: unknown): error is { status: number; type?: string } =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';

/** What body-parser refuses, in SendGrid's words: too large is 413, malformed JSON is 400 "Bad Request". */
export const bodyErrors: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent || !isHttpError(error)) {
    next(error);
    return;
  }
  if (error.status === 413) fail(res, 413, 'content too large');
  else fail(res, 400, { message: 'Bad Request', field: null, help: null });
};
