import request from 'supertest';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { env } from '../config/env';
import { EmailLog } from '../models/EmailLog';
import { LIMITS } from '../middleware/limits';
import { allRoutes } from '../routes';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { TEST_PASSWORD, createFirm } from '../testing/people';

useDatabase();
beforeAll(async () => {
  await createFirm();
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(env(), { TRUST_PROXY: 0 });
});

const MINUTE = 60_000;
/** SEC3: what one address may ask. Written down apart from the code: a change there is a promise changed. */
const PROMISED = {
  login: { method: 'post', path: '/auth/login', windowMs: 15 * MINUTE, limit: 30 },
  forgot: { method: 'post', path: '/auth/password/forgot', windowMs: 15 * MINUTE, limit: 20 },
  integrations: { path: '/integrations', windowMs: MINUTE, limit: 120 },
};
/** A call that each limit counts, and how it is answered until then. */
const COUNTED: Record<string, [method: 'get' | 'post', path: string, body: object, status: number]> = {
  login: ['post', '/auth/login', {}, 400],
  forgot: ['post', '/auth/password/forgot', { email: 'nobody@firm.test' }, 200],
  integrations: ['get', '/integrations/google/connect', {}, 401],
};

/** An app of its own: its counts begin at nothing. */
const callsOf = (name: string) => {
  const { app } = httpClient();
  const [method, path, body] = COUNTED[name]!;
  return (address?: string) => {
    const pending = request(app)[method](`/api${path}`);
    if (address) pending.set('x-forwarded-for', address);
    return method === 'post' ? pending.send(body) : pending;
  };
};
const statuses = (answers: request.Response[]) => [...new Set(answers.map(({ status }) => status))];
async function exhaust(call: () => request.Test, times: number): Promise<request.Response[]> {
  const answers: request.Response[] = [];
  for (let made = 0; made < times; made += 1) answers.push(await call());
  return answers;
}

it('the limits are those that are promised', () => {
  const declared = LIMITS.map(({ name, method, path, windowMs, limit }) => [
    name,
    { ...(method && { method }), path, windowMs, limit },
  ]);
  expect(Object.fromEntries(declared)).toEqual(PROMISED);
});

describe.each(LIMITS.map((limit) => [limit.name, limit] as const))(
  'the limit %s',
  (name, { limit, windowMs }) => {
    it('stops whoever asks too often, says when to come back, and forgets it with its window', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const began = Date.now();
      const call = callsOf(name);
      expect(statuses(await exhaust(call, limit))).toEqual([COUNTED[name]![3]]);
      const refused = await call();
      expect(refused.status).toBe(429);
      expect((refused.body as { error: { code: string } }).error.code).toBe('rate_limited');
      const after = Number(refused.headers['retry-after']);
      expect(after).toBeGreaterThan(0);
      expect(after).toBeLessThanOrEqual(windowMs / 1000);
      vi.setSystemTime(began + windowMs - 1000);
      expect((await call()).status).toBe(429);
      vi.setSystemTime(began + windowMs + 1000);
      expect((await call()).status).toBe(COUNTED[name]![3]);
    });

    it('counts each address by itself, and believes nobody about their address but the proxy', async () => {
      const direct = callsOf(name);
      await exhaust(() => direct(), limit);
      expect((await direct('203.0.113.7')).status).toBe(429);
      Object.assign(env(), { TRUST_PROXY: 1 });
      const proxied = callsOf(name);
      await exhaust(() => proxied('203.0.113.7'), limit);
      expect((await proxied('203.0.113.7')).status).toBe(429);
      expect((await proxied('203.0.113.8')).status).toBe(COUNTED[name]![3]);
      expect((await proxied('198.51.100.1, 203.0.113.7')).status).toBe(429);
    });
  },
);

it('covers every integration, and lets the signed webhook through', async () => {
  const { app } = httpClient();
  const paths = allRoutes().filter(({ path }) => path.startsWith('/integrations'));
  const ask = ({ method, path }: (typeof paths)[number]) => request(app)[method](`/api${path}`);
  await exhaust(() => request(app).get('/api/integrations'), PROMISED.integrations.limit);
  for (const route of paths) {
    const { status } = await ask(route);
    if (route.path === '/integrations/sendgrid/webhook') expect(status).not.toBe(429);
    else expect([route.path, status]).toEqual([route.path, 429]);
  }
});

it('stops nobody for signing in: wrong passwords alone are counted', async () => {
  const api = httpClient();
  const login = (password: string) => api.post('/auth/login', null, { email: 'ann@firm.test', password });
  const malformed = () => request(api.app).post('/api/auth/login');
  await exhaust(malformed, PROMISED.login.limit - 2);
  expect((await login('a guess')).status).toBe(401);
  for (let right = 0; right < 3; right += 1) expect((await login(TEST_PASSWORD)).status).toBe(200);
  expect((await login('a guess')).status).toBe(401);
  expect((await login(TEST_PASSWORD)).status).toBe(429);
});

it('writes to one person about a new password three times a quarter of an hour, whoever asks', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const api = httpClient();
  const ask = () => api.post('/auth/password/forgot', null, { email: 'ann@firm.test' });
  const mails = () => EmailLog.count({ where: { toEmail: 'ann@firm.test', template: 'password_reset' } });
  const first = await ask();
  for (let more = 0; more < 4; more += 1) {
    const { status, data } = await ask();
    expect([status, data]).toEqual([first.status, first.data]);
  }
  expect(await mails()).toBe(3);
  vi.setSystemTime(Date.now() + 15 * MINUTE + 1000);
  await ask();
  expect(await mails()).toBe(4);
});
