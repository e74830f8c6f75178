import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { randomUUID } from 'node:crypto';
import { runBatch } from './batch';
import { authenticate, createDispatch } from './dispatch';
import { errorEnvelope, GraphError } from './errors';
import type { Graph, GraphReply, GraphRequest } from './request';
import type { Throttle } from './throttle';

const LARGEST_BODY = '4mb';

function readRequest(req: Request): GraphRequest {
  const { pathname, searchParams } = new URL(req.url, 'http://graph.invalid');
  const headers = Object.entries(req.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method: req.method,
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(headers) as GraphRequest['headers'],
    body: req.body as unknown,
  };
}

function send(res: Response, { status, headers, body }: GraphReply): void {
  res.status(status).set(headers ?? {});
  if (body === undefined) {
    res.end();
    return;
  }
  res.set('odata-version', '4.0');
  res
    .type(
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    )
    .send(JSON.stringify(body));
}

/** graph.microsoft.com/v1.0, to be mounted at /v1.0. */
export function graphRouter(graph: Graph, throttle: Throttle): Router {
  const router = express.Router();
  const dispatch = createDispatch(graph, throttle);

  const fail = (res: Response, error: GraphError): void => {
    const id = randomUUID();
    send(res, {
      status: error.status,
      headers: { 'request-id': id, ...error.headers },
      body: errorEnvelope(error, id, id, graph.ctx.clock.now()),
    });
  };
  const answer = async (req: Request): Promise<GraphReply> => {
    const request = readRequest(req);
    if (request.path !== '/$batch' || request.method !== 'POST') return dispatch(request);
    authenticate(graph, request.headers);
    return runBatch(request, dispatch);
  };
  const onBadBody: ErrorRequestHandler = (error: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
    fail(
      res,
      error instanceof GraphError
        ? error
        : tooLarge
          ? new GraphError(413, 'RequestEntityTooLarge', 'The request entity is too large.')
          : new GraphError(
              400,
              'BadRequest',
              'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
            ),
    );
  };

  router.use(express.json({ limit: LARGEST_BODY }));
  router.use((req, res, next) => {
    answer(req)
      .then((reply) => send(res, reply))
      .catch(next);
  });
  router.use(onBadBody);
  return router;
}
