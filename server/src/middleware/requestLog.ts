import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp } from 'pino-http';
import { uuidv7 } from '../lib/ids';
import { logger } from '../lib/logger';

/** The caller's X-Request-Id when it is harmless, else a new one; it is on every log line, answer and audit row. */
function requestId(req: IncomingMessage, res: ServerResponse): string {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.-]{8,80}$/.test(given) ? given : uuidv7();
  res.setHeader('X-Request-Id', id);
  return id;
}

const quietPath = (req: IncomingMessage): boolean =>
  /^\/(assets|metrics|api\/(health|ready))/.test(req.url ?? '');
/** Nginx's word for it: the caller hung up before the answer was sent. */
const CLIENT_CLOSED_REQUEST = 499;
/** Whether the connection is closed, by the caller and not by us, before the whole answer was sent. */
export const isHungUp = (res: ServerResponse): boolean =>
  res.destroyed && !res.writableFinished && !res.errored;

const levelOf = (_req: IncomingMessage, res: ServerResponse, error?: Error) =>
  (error ?? res.statusCode >= 500) ? 'error' : 'info';

/** Links of mails carry a one-time token as a part of the path, and nothing else of a path is that long. */
const TOKEN = /[\w.-]{40,}/g;
/** An address without what may be secret: the query (OAuth codes, searched names) and tokens in the path. */
export const loggedPath = (url: string): string => (url.split('?')[0] ?? '').replace(TOKEN, '[token]');

interface Logged {
  id: string;
  method: string;
  url: string;
  remoteAddress?: string;
}
interface Answered {
  statusCode: number | null;
  raw: ServerResponse;
}

/** One line a request: id, method, path, status, duration. No headers, no bodies, no query. */
export const requestLog = () =>
  pinoHttp({
    logger,
    genReqId: requestId,
    autoLogging: { ignore: quietPath },
    customLogLevel: levelOf,
    customSuccessMessage: (_req, res) =>
      isHungUp(res) ? 'request aborted by the client' : 'request completed',
    serializers: {
      req: ({ id, method, url, remoteAddress }: Logged) => ({
        id,
        method,
        url: loggedPath(url),
        remoteAddress,
      }),
      res: ({ statusCode, raw }: Answered) => ({
        statusCode: isHungUp(raw) ? CLIENT_CLOSED_REQUEST : statusCode,
      }),
    },
  });
