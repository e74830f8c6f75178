import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

type Reply = string | number | null | Reply[];

const encode = (reply: Reply): string => {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`;
  return `*${reply.length}\r\n${reply.map(encode).join('')}`;
};

/** The first whole command in the bytes, and the bytes after it; null when some are missing yet. */
function readCommand(bytes: Buffer): { command: string[]; rest: Buffer } | null {
  let at = 0;
  const line = (): string | null => {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return null;
    const text = bytes.toString('utf8', at, end);
    at = end + 2;
    return text;
  };
  const head = line();
  if (head === null) return null;
  const command: string[] = [];
  for (let left = Number(head.slice(1)); left > 0; left--) {
    const length = line();
    if (length === null) return null;
    const end = at + Number(length.slice(1));
    if (bytes.length < end + 2) return null;
    command.push(bytes.toString('utf8', at, end));
    at = end + 2;
  }
  return { command, rest: bytes.subarray(at) };
}

/**
 * As much of Redis as the app uses, over its wire protocol, in memory. It can fall silent with its connections open (`hang`),
 * and be gone and come back on the same port (`stop`, `start`).
 */
function redisServer() {
  const values = new Map<string, { text: string; until: number }>();
  const listening = new Map<Socket, string>();
  const sockets = new Set<Socket>();
  const heard: string[][] = [];
  let silent = false;
  let server: Server;
  let port = 0;

  const read = (key: string): string | null => {
    const value = values.get(key);
    return value && value.until > Date.now() ? value.text : null;
  };
  const add = (key: string, by: number): number => {
    const until = read(key) === null ? Infinity : (values.get(key)?.until ?? Infinity);
    const next = Number(read(key) ?? 0) + by;
    values.set(key, { text: String(next), until });
    return next;
  };
  const answer = (socket: Socket, [name = '', key = '', ...more]: string[]): Reply => {
    switch (name.toUpperCase()) {
      case 'MGET':
        return [key, ...more].map(read);
      case 'SET': {
        if (more.includes('NX') && read(key) !== null) return null;
        values.set(key, { text: more[0] ?? '', until: Date.now() + Number(more[2]) });
        return 'OK';
      }
      case 'INCR':
        return add(key, 1);
      case 'DECR':
        return add(key, -1);
      case 'PTTL':
        return read(key) === null ? -2 : Math.ceil((values.get(key)?.until ?? 0) - Date.now());
      case 'SUBSCRIBE':
        listening.set(socket, key);
        return ['subscribe', key, 1];
      case 'PUBLISH': {
        const ears = [...listening].filter(([, channel]) => channel === key);
        for (const [ear] of ears) ear.write(encode(['message', key, more[0] ?? '']));
        return ears.length;
      }
      default:
        return 'OK';
    }
  };
  const serve = (socket: Socket): void => {
    let bytes: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      listening.delete(socket);
    });
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, Buffer.from(chunk)]);
      for (let next = readCommand(bytes); next; next = readCommand(bytes)) {
        bytes = next.rest;
        heard.push(next.command);
        if (!silent) socket.write(encode(answer(socket, next.command)));
      }
    });
  };
  const start = async (): Promise<string> => {
    server = createServer(serve);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    return `redis://127.0.0.1:${port}`;
  };
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    start,
    stop,
    /** Takes everything and answers nothing. */
    hang: (on: boolean) => {
      silent = on;
    },
    /** Commands received, oldest first. */
    heard,
  };
}

/** Starts a Redis for a test file and points the environment at it, before anything has read it. */
export function useRedis(): ReturnType<typeof redisServer> {
  const redis = redisServer();
  beforeAll(async () => {
    process.env['REDIS_URL'] = await redis.start();
  });
  afterAll(() => redis.stop());
  return redis;
}
