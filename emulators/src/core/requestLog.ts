import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Clock } from './clock';

const KEPT = 1000;
const LARGEST_BODY = 64 * 1024;

interface LoggedRequest {
  id: string;
  /** ISO 8601 by the provider's clock. */
  at: string;
  method: string;
  /** Path without the query, as the client asked for it. */
  path: string;
  query: Request['query'];
  headers: IncomingHttpHeaders;
  /** The parsed body; over 64 KB only its size is kept. */
  body: unknown;
  /** 0: the connection ended without an answer. */
  status: number;
}

export interface RequestLog {
  /** Oldest first, at most 1000. */
  list(): LoggedRequest[];
  clear(): void;
  middleware: RequestHandler;
}

function bodyOf(req: Request): unknown {
  const body: unknown = req.body;
  const bytes = Number(req.headers['content-length'] ?? 0);
  if (bytes > LARGEST_BODY) return { omitted: true, bytes };
  return Buffer.isBuffer(body) ? body.toString('utf8') : body;
}

export function createRequestLog(clock: Clock): RequestLog {
  let entries: LoggedRequest[] = [];

  return {
    list: () => entries,
    clear() {
      entries = [];
    },
    middleware(req, res, next) {
      const entry: LoggedRequest = {
        id: randomUUID(),
        at: clock.now().toISOString(),
        method: req.method,
        path: req.originalUrl.split('?', 1)[0] ?? '',
        query: req.query,
        headers: req.headers,
        body: undefined,
        status: 0,
      };
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      res.on('close', () => {
        entry.body = bodyOf(req);
        if (res.writableFinished) entry.status = res.statusCode;
      });
      next();
    },
  };
}
