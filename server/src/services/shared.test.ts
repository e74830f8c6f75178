import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReportResult } from '@besahubs/contracts/reports';
import { env } from '../config/env';
import { Deal } from '../models/Deal';
import { fanOut } from '../realtime/fanout';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { useRedis } from '../testing/redis';
import { recall } from './reports/sharedCache';
import { closeShared, sharedName, sharedRedis } from './shared';

const redis = useRedis();
useDatabase();
let api: ReturnType<typeof httpClient>;
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  api = httpClient();
  await until(async () => (await alive()) !== null);
});
afterAll(closeShared);

const alive = () =>
  sharedRedis()
    ?.send('PING', '')
    .catch(() => null) ?? Promise.resolve(null);
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It never came to be.');
}
let literal = 0;
/** A question that nobody has asked before. */
const fresh = () => ({ dataset: 'deals', filters: [{ field: 'value', op: 'gt', value: --literal }] });
const ask = (query: object) => api.post<ReportResult>('/widgets/query', firm.admin, query);
const wrongPassword = () => api.post('/auth/login', null, { email: 'ada@firm.test', password: 'wrong' });

describe('with a Redis', () => {
  it('leaves answers for the other processes, and finds theirs', async () => {
    const { data } = await ask(fresh());
    await until(async () => (await recall([data.meta.version]))[0] !== null);
    const [kept] = await recall([data.meta.version]);
    expect(kept?.rows).toEqual(data.rows);
    expect(await recall(['nothing'])).toEqual([null]);
    expect(sharedName('report', 'x')).toMatch(/^besahubs:[0-9a-f]{12}:report:x$/);
  });

  it('is shared with no other installation, also if its database is called the same', () => {
    const own = sharedName('report', 'x');
    vi.spyOn(env(), 'JWT_ACCESS_SECRET', 'get').mockReturnValue('the secret of another installation');
    expect(sharedName('report', 'x')).not.toBe(own);
    vi.restoreAllMocks();
    expect(sharedName('report', 'x')).toBe(own);
  });

  it('counts wrong passwords for all processes', async () => {
    const before = redis.heard.filter(([name]) => name === 'INCR').length;
    expect((await wrongPassword()).status).toBe(401);
    expect(redis.heard.filter(([name]) => name === 'INCR')).toHaveLength(before + 1);
  });

  it('carries messages to the sockets of other processes, each once', async () => {
    const here: string[] = [];
    const there: string[] = [];
    const tell = fanOut<string>((message) => here.push(message));
    fanOut<string>((message) => there.push(message));
    await until(() => redis.heard.filter(([name]) => name === 'subscribe').length >= 2);
    await until(async () => (await alive()) !== null);
    tell('news');
    await until(() => there.length > 0);
    expect([here, there]).toEqual([['news'], ['news']]);
  });
});

describe('when Redis is away', () => {
  const inTime = async () => {
    const began = performance.now();
    for (let times = 0; times < 5; times++) {
      const { status, data } = await ask(fresh());
      expect([status, data.meta.cache]).toEqual([200, 'miss']);
    }
    expect((await wrongPassword()).status).toBe(401);
    return performance.now() - began;
  };

  it('goes on without it: silent, gone, and back', async () => {
    await Deal.create({ name: 'Deal', kind: 'sale', representation: 'seller', value: 5 });
    const usual = await inTime();
    redis.hang(true);
    // One of them waits for 40 ms; the others know.
    expect(await inTime()).toBeLessThan(usual * 3 + 500);
    redis.hang(false);
    await redis.stop();
    expect(await inTime()).toBeLessThan(usual * 3 + 500);
    await redis.start();
    await until(async () => (await alive()) !== null);
    const { data } = await ask(fresh());
    await until(async () => (await recall([data.meta.version]))[0] !== null);
  });
});
