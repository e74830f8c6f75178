import type { ErrorRequestHandler } from 'express';

interface ErrorDetails {
  status: number;
  reason: string;
  message: string;
  domain?: string;
  location?: string;
  locationType?: 'parameter' | 'header';
  headers?: Record<string, string>;
}

/** An error of the Calendar API, in the envelope of Google's "Handle API errors" guide. */
export class GoogleError extends Error {
  readonly details: ErrorDetails;

  constructor(details: ErrorDetails) {
    super(details.message);
    this.details = details;
  }

  body() {
    const { status, reason, message, domain = 'global', location, locationType } = this.details;
    const where = location ? { locationType, location } : {};
    return { error: { errors: [{ domain, reason, message, ...where }], code: status, message } };
  }
}

const at = (location: string) => ({ location, locationType: 'parameter' as const });

export const badRequest = (message = 'Bad Request', reason = 'badRequest') =>
  new GoogleError({ status: 400, reason, message });
export const invalidField = (message: string) => badRequest(message, 'invalid');
export const requiredField = (message: string) => badRequest(message, 'required');
export const invalidParameter = (name: string, value: string) =>
  new GoogleError({
    status: 400,
    reason: 'invalidParameter',
    message: `Invalid value '${value}' for ${name}.`,
    ...at(name),
  });
export const timeRangeEmpty = () =>
  new GoogleError({
    status: 400,
    domain: 'calendar',
    reason: 'timeRangeEmpty',
    message: 'The specified time range is empty.',
    ...at('timeMax'),
  });
export const invalidCredentials = () =>
  new GoogleError({
    status: 401,
    reason: 'authError',
    message: 'Invalid Credentials',
    location: 'Authorization',
    locationType: 'header',
    headers: { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });
export const loginRequired = () =>
  new GoogleError({
    status: 401,
    reason: 'required',
    message: 'Login Required',
    location: 'Authorization',
    locationType: 'header',
    headers: { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/"' },
  });
export const insufficientPermissions = () =>
  new GoogleError({
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
    headers: {
      'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="insufficient_scope"',
    },
  });
export const forbiddenForNonOrganizer = () =>
  new GoogleError({
    status: 403,
    domain: 'calendar',
    reason: 'forbiddenForNonOrganizer',
    message: 'Shared properties can only be changed by the organizer of the event.',
  });
export const notFound = () => new GoogleError({ status: 404, reason: 'notFound', message: 'Not Found' });
export const duplicate = () =>
  new GoogleError({ status: 409, reason: 'duplicate', message: 'The requested identifier already exists.' });
export const deleted = () =>
  new GoogleError({ status: 410, reason: 'deleted', message: 'Resource has been deleted' });
export const fullSyncRequired = () =>
  new GoogleError({
    status: 410,
    domain: 'calendar',
    reason: 'fullSyncRequired',
    message: 'Sync token is no longer valid, a full sync is required.',
    ...at('syncToken'),
  });
export const conditionNotMet = () =>
  new GoogleError({
    status: 412,
    reason: 'conditionNotMet',
    message: 'Precondition Failed',
    location: 'If-Match',
    locationType: 'header',
  });

const isBodyError = (error: unknown): error is { type: string; status: number } =>
  typeof error === 'object' && error !== null && 'type' in error && 'status' in error;

/** Turns what the Calendar routes throw into Google's answers; a body that is no JSON is a parseError. */
export const googleErrorHandler: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  if (error instanceof GoogleError) {
    return res
      .status(error.details.status)
      .set(error.details.headers ?? {})
      .json(error.body());
  }
  if (isBodyError(error)) return res.status(400).json(badRequest('Parse Error', 'parseError').body());
  return next(error);
};
