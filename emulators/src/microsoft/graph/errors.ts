/** An answer other than 2xx of Graph, thrown by handlers and turned into the error envelope in one place. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** Annotations beside code and message. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    code: string,
    message: string,
    rest: { headers?: Record<string, string>; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = rest.headers ?? {};
    this.extra = rest.extra ?? {};
  }
}

export const itemNotFound = () =>
  new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

export const accessDenied = () =>
  new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

export const invalidRequest = (message: string) => new GraphError(400, 'ErrorInvalidRequest', message);

export const validationFailure = () =>
  new GraphError(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.');

export const badBody = (message: string) => new GraphError(400, 'RequestBodyRead', message);

export const unsupportedZone = (name: string) =>
  new GraphError(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );

export const conflict = () =>
  new GraphError(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );

/** `{error:{code,message,innerError}}`; the date has no offset and means UTC, as at Graph. */
export function errorEnvelope(error: GraphError, requestId: string, clientRequestId: string, now: Date) {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...error.extra,
      innerError: {
        date: now.toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}
