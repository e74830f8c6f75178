import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedPost {
  headers: IncomingHttpHeaders;
  /** The exact bytes, as text. */
  body: string;
}

export interface Receiver {
  url: string;
  posts: ReceivedPost[];
  /** All events of all posts, in order of arrival. */
  events(): Record<string, unknown>[];
  /** The statuses of the next answers; afterwards 204 again. A status of 0 breaks the connection. */
  answerWith(...statuses: number[]): void;
  clear(): void;
  close(): Promise<void>;
}

/** Stands for the app's webhook route: keeps what is posted. */
export async function startReceiver(): Promise<Receiver> {
  const posts: ReceivedPost[] = [];
  let statuses: number[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      posts.push({ headers: req.headers, body: Buffer.concat(chunks).toString('utf8') });
      const status = statuses.shift() ?? 204;
      if (status === 0) req.socket.destroy();
      else res.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    posts,
    events: () => posts.flatMap(({ body }) => JSON.parse(body) as Record<string, unknown>[]),
    answerWith(...next) {
      statuses = next;
    },
    clear() {
      posts.length = 0;
      statuses = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
