import { Agent, request as send } from 'node:http';
import type pg from 'pg';
import type { ApiRequest } from './case';
import type { Plan } from './capture';

/** One way to get the same thing. `run` resolves when all of the answer is there. */
export interface Side {
  run(index: number): Promise<void>;
}

export interface HttpTarget {
  url: string;
  agent: Agent;
  encoding: string;
}

export const httpTarget = (url: string, encoding: string): HttpTarget => ({
  url,
  encoding,
  agent: new Agent({ keepAlive: true, maxSockets: 64 }),
});

/** Sends a request over a kept connection; resolves with the body's bytes. Rejects unless the answer is 2xx. */
export function call(
  target: HttpTarget,
  { method, path, body }: ApiRequest,
  token?: string,
): Promise<Buffer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(target.encoding !== 'identity' && { 'Accept-Encoding': target.encoding }),
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(text !== undefined && {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    }),
  };
  return new Promise((resolve, reject) => {
    const req = send(
      `${target.url}/api${path}`,
      { method: method.toUpperCase(), agent: target.agent, headers },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const answer = Buffer.concat(chunks);
          const { statusCode = 0 } = res;
          if (statusCode >= 200 && statusCode < 300) resolve(answer);
          else reject(new Error(`${method} ${path}: ${statusCode} ${answer.toString().slice(0, 500)}`));
        });
      },
    );
    req.on('error', reject);
    req.end(text);
  });
}

/** `next` says what is sent as the request of that number. */
export const httpSide = (target: HttpTarget, next: (index: number) => ApiRequest, token?: string): Side => ({
  async run(index) {
    await call(target, next(index), token);
  },
});

/** The same statements through node-postgres, unnamed, as many at once as the server asks. */
export const rawSide = (pool: pg.Pool, plans: Plan[]): Side => ({
  async run(index) {
    for (const step of plans[index % plans.length] ?? [])
      await Promise.all(step.map((statement) => pool.query({ ...statement })));
  },
});
