import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { uuidv7 } from '../lib/ids';
import { logger } from '../lib/logger';

declare module 'node:http' {
  interface IncomingMessage {
    /** On every log line, answer and audit row. */
    id?: string;
  }
}

const HARMLESS_ID = /^[\w.-]{8,80}$/;
/** What machines ask all day long. */
const QUIET = /^\/(assets|metrics|api\/(health|ready))/;

/** Nginx's word for it: the caller hung up before the answer was sent. */
const CLIENT_CLOSED_REQUEST = 499;
/** Whether the connection is closed, by the caller and not by us, before the whole answer was sent. */
export const isHungUp = (res: ServerResponse): boolean =>
  res.destroyed && !res.writableFinished && !res.errored;

/** Links of mails carry a one-time token as a part of the path, and nothing else of a path is that long. */
const TOKEN = /[\w.-]{40,}/g;
/** An address without what may be secret: the query (OAuth codes, searched names) and tokens in the path. */
export const loggedPath = (url: string): string => (url.split('?')[0] ?? '').replace(TOKEN, '[token]');

/**
 * Gives the request its id: the caller's X-Request-Id when it is harmless, else a new one. Then one line a request: id,
 * method, path, status, duration. No headers, no bodies, no query.
 */
export const requestLog: RequestHandler = (req, res, next) => {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && HARMLESS_ID.test(given) ? given : uuidv7();
  req.id = id;
  res.setHeader('X-Request-Id', id);
  const { method, originalUrl } = req;
  if (!QUIET.test(originalUrl)) {
    const began = performance.now();
    const { remoteAddress } = req.socket;
    res.once('close', () => {
      const gone = isHungUp(res);
      const statusCode = gone ? CLIENT_CLOSED_REQUEST : res.statusCode;
      logger[res.statusCode >= 500 || res.errored ? 'error' : 'info'](
        {
          req: { id, method, url: loggedPath(originalUrl), remoteAddress },
          res: { statusCode },
          responseTime: Math.round(performance.now() - began),
        },
        gone ? 'request aborted by the client' : 'request completed',
      );
    });
  }
  next();
};
