import express from 'express';
import request from 'supertest';
import { ConnectionRefusedError } from 'sequelize';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { errorCodes } from '@besahubs/contracts/common';
import { env } from '../config/env';
import { AppError, statusOf } from '../lib/errors';
import { randomToken } from '../lib/crypto';
import { logger } from '../lib/logger';
import { ProviderError } from '../lib/providerError';
import type { ProviderErrorKind } from '../lib/providerError';
import { errorResponse } from '../middleware/errors';
import { metricsHandler } from '../middleware/metrics';
import { database } from '../models';
import { Contact } from '../models/Contact';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

/** What every answer has, whatever it is about. */

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(env(), { CORS_ORIGINS: [], NODE_ENV: 'test', APP_BASE_URL: 'http://localhost:3000' });
});

/** How an error is answered that a route throws. */
async function answered(error: unknown) {
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(errorResponse);
  const answer = await request(app).get('/');
  const { status, headers } = answer;
  const { error: said } = answer.body as { error: { code: string; message: string; fields?: object } };
  return {
    status,
    code: said.code,
    message: said.message,
    fields: said.fields,
    retry: headers['retry-after'],
  };
}
/** What the database really says to a statement. */
const refusalOf = async (sql: string): Promise<unknown> =>
  database()
    .query(sql)
    .then(
      () => new Error('it was taken'),
      (error: unknown) => error,
    );

describe('errors', () => {
  it('have one status each', async () => {
    expect(statusOf).toEqual({
      invalid: 400,
      malformed: 400,
      unauthenticated: 401,
      forbidden: 403,
      not_found: 404,
      flag_off: 404,
      timeout: 408,
      conflict: 409,
      duplicate: 409,
      in_use: 409,
      reconnect: 409,
      too_large: 413,
      unsupported_media_type: 415,
      rate_limited: 429,
      internal: 500,
      provider_error: 502,
      unavailable: 503,
    });
    for (const code of errorCodes)
      expect(await answered(new AppError(code, { retryAfter: 1.2 }))).toMatchObject({
        status: statusOf[code],
        code,
        retry: '2',
      });
  });

  it.each([
    ['a double', `INSERT INTO "Team" (name) VALUES ('north')`, 'duplicate'],
    [
      'a link to nothing',
      `INSERT INTO "ListMember" ("listId","contactId") SELECT u, u FROM gen_random_uuid() u`,
      'in_use',
    ],
    ['a number too large', 'SELECT 10::int / 0', 'invalid'],
    ['no number', `SELECT 'x'::int`, 'invalid'],
    ['no date', `SELECT '2026-02-30'::date`, 'invalid'],
    ['no such table', 'SELECT * FROM "Nothing"', 'internal'],
    ['a cut connection', 'SELECT pg_terminate_backend(pg_backend_pid())', 'internal'],
  ])('of the database: %s', async (_what, sql, code) => {
    expect(await answered(await refusalOf(sql))).toMatchObject({ code });
  });

  it('of the database: overlapping spans are a conflict, and no database is no fault of the caller’s', async () => {
    const overlap = `CREATE TEMP TABLE spans (during int4range, EXCLUDE USING gist (during WITH &&));
      INSERT INTO spans VALUES ('[1,5)'), ('[2,3)')`;
    expect(await answered(await refusalOf(overlap))).toMatchObject({ status: 409, code: 'conflict' });
    const away = new ConnectionRefusedError(new Error('ECONNREFUSED'));
    expect(await answered(away)).toMatchObject({ status: 503, code: 'unavailable' });
    const contact = await Contact.create({ firstName: 'A', lastName: 'B' });
    const other = await Contact.findByPk(contact.id);
    await contact.update({ title: 'x' });
    const late = await other?.update({ title: 'y' }).catch((error: unknown) => error);
    expect(await answered(late)).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('of a double name the field, without what it is made of', async () => {
    const refusal = await answered(await refusalOf(`INSERT INTO "Team" (name) VALUES ('north')`));
    expect(refusal.fields).toEqual({ name: 'This exists already.' });
  });

  it.each([
    ['rejected', 'provider_error', undefined],
    ['conflict', 'conflict', undefined],
    ['reauthorise', 'reconnect', undefined],
    ['retry', 'unavailable', '7'],
    ['unknown', 'unavailable', '7'],
    ['resync', 'unavailable', '7'],
  ] as [ProviderErrorKind, string, string | undefined][])('of a provider: %s', async (kind, code, retry) => {
    const error = new ProviderError(kind, { message: 'no', retryAfter: 7, reasons: [{ message: 'bad to' }] });
    const refusal = await answered(error);
    expect(refusal).toMatchObject({ code, retry });
    if (kind === 'rejected') expect(refusal.message).toContain('bad to');
  });

  it('that nobody foresaw are logged, and tell the caller nothing', async () => {
    const logged = vi.spyOn(logger, 'error');
    const refusal = await answered(new Error('password of the database is 1234'));
    expect(refusal).toMatchObject({
      status: 500,
      code: 'internal',
      message: 'Something went wrong on our side.',
    });
    expect(logged).toHaveBeenCalledTimes(1);
    await answered(new AppError('forbidden'));
    expect(logged).toHaveBeenCalledTimes(1);
  });
});

describe('every answer', () => {
  it('has the caller’s request id when it is harmless, else one of ours', async () => {
    const idFor = async (given?: string) => {
      const pending = request(api.app).get('/api/auth/me');
      const answer = await (given === undefined ? pending : pending.set('x-request-id', given));
      const { headers } = answer;
      const { error } = answer.body as { error: { requestId: string } };
      expect(error.requestId).toBe(headers['x-request-id']);
      return error.requestId;
    };
    expect(await idFor('trace-1234.x_y')).toBe('trace-1234.x_y');
    for (const harmful of ['short', 'a b c d e f', '<script>1</script>', 'x'.repeat(81)])
      expect(await idFor(harmful)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await idFor()).not.toBe(await idFor());
  });

  it('has the headers that keep browsers from mischief', async () => {
    const { headers } = await request(api.app).get('/api/health');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
    const policy = headers['content-security-policy'] ?? '';
    for (const rule of [
      "default-src 'self'",
      "frame-ancestors 'self'",
      "object-src 'none'",
      "base-uri 'self'",
    ])
      expect(policy).toContain(rule);
    const scripts = policy.split(';').find((rule) => rule.trim().startsWith('script-src '));
    expect(scripts).toBe(`script-src 'self' ${new URL(env().TURNSTILE_BASE_URL).origin}`);
    expect(policy).not.toContain('upgrade-insecure-requests');
    Object.assign(env(), { APP_BASE_URL: 'https://hub.test' });
    const secure = await request(httpClient().app).get('/api/health');
    expect(secure.headers['strict-transport-security']).toContain('max-age=');
    expect(secure.headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });

  it('lets the listed origins read it, with their cookies, and no other', async () => {
    Object.assign(env(), { CORS_ORIGINS: ['https://hub.test'] });
    const { app } = httpClient();
    const from = async (origin: string) =>
      (await request(app).get('/api/health').set('origin', origin)).headers;
    expect(await from('https://hub.test')).toMatchObject({
      'access-control-allow-origin': 'https://hub.test',
      'access-control-allow-credentials': 'true',
    });
    for (const origin of ['https://hub.test.evil.test', 'http://hub.test', 'null'])
      expect((await from(origin))['access-control-allow-origin']).toBeUndefined();
    const none = await request(api.app).get('/api/health').set('origin', 'https://hub.test');
    expect(none.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('comes to bodies of a megabyte, and no more', async () => {
    const send = (bytes: number) =>
      request(api.app)
        .post('/api/companies')
        .set('authorization', `Bearer ${firm.admin.token}`)
        .set('content-type', 'application/json')
        .send(`{"name":"${'x'.repeat(bytes - 11)}"}`);
    expect((await send(1024 * 1024)).status).toBe(400);
    expect((await send(1024 * 1024 + 1)).status).toBe(413);
  });

  it('leaves a line in the log without query, token or what was sent', async () => {
    const lines: unknown[] = [];
    vi.spyOn(logger, 'info').mockImplementation((line: unknown) => void lines.push(line));
    const secret = randomToken();
    await request(api.app)
      .get(`/api/contacts?q=Secretname`)
      .set('authorization', `Bearer ${firm.admin.token}`);
    await request(api.app).get(`/api/auth/invitations/${secret}`);
    await request(api.app)
      .post('/api/auth/login')
      .send({ email: 'ann@firm.test', password: 'Secretpassword' });
    await request(api.app).get('/api/health');
    await vi.waitFor(() => expect(lines).toHaveLength(3));
    const text = JSON.stringify(lines);
    for (const hidden of ['Secretname', secret, 'Secretpassword', firm.admin.token, 'ann@'])
      expect(text).not.toContain(hidden);
    expect(lines).toMatchObject([
      { req: { method: 'GET', url: '/api/contacts' }, res: { statusCode: 200 } },
      { req: { url: '/api/auth/invitations/[token]' }, res: { statusCode: 404 } },
      { req: { method: 'POST', url: '/api/auth/login' }, res: { statusCode: 401 } },
    ]);
  });
});

describe('metrics', () => {
  const metrics = async (app = api.app) => (await request(app).get('/metrics')).text;
  it('count under the pattern of the route, not under every id', async () => {
    await api.get(`/contacts/${firm.agent.id}`, firm.admin);
    const text = await metrics();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/contacts\/:id",status="404"\} \d/,
    );
    expect(text).not.toContain(firm.agent.id);
  });

  it('are for the machine itself where people’s data is', async () => {
    Object.assign(env(), { NODE_ENV: 'production' });
    expect(await metrics()).toContain('http_request_duration_seconds');
    const far = express();
    far.use((req, _res, next) => {
      Object.defineProperty(req.socket, 'remoteAddress', { value: '203.0.113.9' });
      next();
    });
    far.get('/metrics', metricsHandler);
    expect((await request(far).get('/metrics')).status).toBe(404);
  });
});
