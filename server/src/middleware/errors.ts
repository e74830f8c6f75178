import type { ErrorRequestHandler, RequestHandler } from 'express';
import { BaseError, ForeignKeyConstraintError, OptimisticLockError, UniqueConstraintError } from 'sequelize';
import type { ApiError } from '@besahubs/contracts/common';
import { requestIdOf } from './authenticate';
import { isHungUp } from './requestLog';
import { AppError, statusOf } from '../lib/errors';
import { ProviderError } from '../lib/providerError';
import { logger } from '../lib/logger';

/** Unknown /api paths. */
export const notFound: RequestHandler = () => {
  throw new AppError('not_found', { message: 'There is no such route.' });
};

/** The last middleware: any error becomes `{data: null, message, error}`; what we did not foresee is logged and 500. */
export const errorResponse: ErrorRequestHandler = (error: unknown, req, res, next) => {
  // Nobody waits for an answer, and that it broke off is no fault of ours; the request log says so.
  const gone = isHungUp(res);
  if (gone && isAbort(error)) return;
  const known = asAppError(error);
  if (known.code === 'internal')
    logger.error({ err: error as Error, requestId: req.id, path: req.path }, 'request failed');
  if (gone) return;
  if (res.headersSent) {
    next(error);
    return;
  }
  const body: ApiError = { code: known.code, message: known.message, requestId: requestIdOf(req) };
  if (known.fields) body.fields = known.fields;
  if (known.retryAfter !== undefined) res.set('Retry-After', String(Math.ceil(known.retryAfter)));
  res.status(statusOf[known.code]).json({ data: null, message: known.message, error: body });
};

/** What `AbortSignal`s throw, and Node's own functions that listen to one. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

interface BodyParserError {
  type?: string;
  status?: number;
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof BaseError) return fromDatabase(error);
  if (error instanceof ProviderError) return fromProvider(error);
  const { type, status } = (error ?? {}) as BodyParserError;
  if (type === 'entity.too.large') return new AppError('too_large', { cause: error });
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new AppError('unsupported_media_type', { cause: error });
  if (type === 'entity.parse.failed')
    return new AppError('malformed', { message: 'The body is not valid JSON.', cause: error });
  if (status && status >= 400 && status < 500) return new AppError('malformed', { cause: error });
  return new AppError('internal', { cause: error });
}

/** What a provider's refusal is to the person who asked. What is unknown or may be repeated is theirs to try again. */
function fromProvider(error: ProviderError): AppError {
  const said = error.reasons[0]?.message ?? error.message;
  if (error.kind === 'rejected')
    return new AppError('provider_error', {
      message: `The provider did not accept this: ${said}`,
      cause: error,
    });
  if (error.kind === 'conflict') return new AppError('conflict', { cause: error });
  if (error.kind === 'reauthorise') return new AppError('reconnect', { cause: error });
  return new AppError('unavailable', {
    message: 'The provider does not answer. Try again.',
    cause: error,
    retryAfter: error.retryAfter ?? 5,
  });
}

/** Integrity errors, by SQLSTATE class: the one place where the database's refusals become ours. */
function fromDatabase(error: BaseError): AppError {
  if (error instanceof OptimisticLockError) return new AppError('conflict', { cause: error });
  if (error instanceof UniqueConstraintError) {
    return new AppError('duplicate', {
      fields: Object.fromEntries(
        Object.keys(error.fields).map((field) => [plain(field), 'This exists already.']),
      ),
      cause: error,
    });
  }
  if (error instanceof ForeignKeyConstraintError) return new AppError('in_use', { cause: error });
  const state = (error as { parent?: { code?: string } }).parent?.code ?? '';
  if (state === '23P01') return new AppError('conflict', { cause: error });
  if (state.startsWith('22'))
    return new AppError('invalid', { message: 'A value is out of range.', cause: error });
  if (state.startsWith('08') || error.name.startsWith('SequelizeConnection'))
    return new AppError('unavailable', { cause: error });
  return new AppError('internal', { cause: error });
}

/** `lower(email)` → `email` */
const plain = (field: string): string => field.replace(/^lower\((.*?)(::\w+)?\)$/, '$1');
