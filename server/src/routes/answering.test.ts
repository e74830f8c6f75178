import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import compression from 'compression';
import express from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { streamLines } from './answering';

const LINES = 200;
/** Far more than the buffers of a connection take, and nothing that compression makes small. */
const TEXT = randomBytes(100_000).toString('base64');
const { setTimeout: realTimeout } = globalThis;
const sleep = (ms: number) => new Promise((resolve) => realTimeout(resolve, ms));

let server: Server;
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

/** A server that has all its lines at once; it counts what it has made text of, and what it warns of. */
async function serve() {
  const made: number[] = [];
  const app = express();
  app.use(compression({ filter: () => true }));
  const ended = new Promise<void>((resolve) => {
    app.get('/', async (_req, res) => {
      await streamLines(res, (write) => {
        for (let n = 0; n < LINES; n += 1)
          write({
            toJSON: () => {
              made.push(n);
              return { n, text: TEXT };
            },
          });
        return Promise.resolve();
      });
      resolve();
    });
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { made, ended };
}

/** A reader that has not begun to read. */
async function open(encoding: string): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const req = send({ port, host: '127.0.0.1', headers: { 'accept-encoding': encoding } });
  req.end();
  const [res] = (await once(req, 'response')) as [IncomingMessage];
  res.on('error', () => undefined);
  return res;
}

async function numbersIn(res: IncomingMessage, encoding: string): Promise<number[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of encoding === 'gzip' ? res.pipe(createGunzip()) : res)
    chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { n: number }).n);
}

describe.each(['identity', 'gzip'])('lines (%s)', (encoding) => {
  it('wait for a slow reader, and come whole and in order', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    const { made, ended } = await serve();
    const res = await open(encoding);
    await sleep(500);
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThan(LINES / 2);
    expect(await numbersIn(res, encoding)).toEqual(Array.from({ length: LINES }, (_line, n) => n));
    await ended;
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });

  it('end when their reader hangs up', async () => {
    const { made, ended } = await serve();
    const res = await open(encoding);
    await sleep(200);
    res.destroy();
    await ended;
    expect(made.length).toBeLessThan(LINES);
  });

  it('end when their reader reads nothing for a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { made, ended } = await serve();
    const res = await open(encoding);
    const closed = new Promise((resolve) => res.on('close', resolve));
    await sleep(300);
    vi.advanceTimersByTime(60_000);
    await ended;
    res.resume();
    await closed;
    expect(res.complete).toBe(false);
    expect(made.length).toBeLessThan(LINES);
  });
});
