import { randomUUID } from 'node:crypto';

/** An OAuth error of the identity platform: RFC 6749 code plus the AADSTS number. */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;
  readonly aadsts: number;
  readonly extra: Record<string, string>;

  constructor(
    status: number,
    error: string,
    aadsts: number,
    message: string,
    extra: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.error = error;
    this.aadsts = aadsts;
    this.extra = extra;
  }
}

const stamp = (now: Date) => now.toISOString().slice(0, 19).replace('T', ' ') + 'Z';

/** The error body of the token endpoint (Entra docs, v2-oauth2-auth-code-flow). */
export function errorBody({ error, aadsts, message, extra }: OAuthError, now: Date) {
  const [traceId, correlationId, timestamp] = [randomUUID(), randomUUID(), stamp(now)];
  return {
    error,
    error_description: `AADSTS${aadsts}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [aadsts],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${aadsts}`,
    ...extra,
  };
}

export const missing = (parameter: string) =>
  new OAuthError(
    400,
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${parameter}'.`,
  );

export const malformed = (error: 'invalid_request' | 'invalid_grant' = 'invalid_request') =>
  new OAuthError(400, error, 9002313, 'Invalid request. Request is malformed or invalid.');

export const unknownApplication = (clientId: string, tenant: string) =>
  new OAuthError(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`,
  );

export const wrongRedirect = (redirectUri: string, clientId: string) =>
  new OAuthError(
    400,
    'invalid_request',
    50011,
    `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
  );

export const unknownTenant = (tenant: string) =>
  new OAuthError(
    400,
    'invalid_request',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  );
