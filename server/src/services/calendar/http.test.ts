import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../lib/providerError';
import type { ProviderErrorKind } from '../../lib/providerError';
import { googleProvider } from './google';
import { call } from './http';
import { classifyGraph } from './microsoftEvent';

/** A provider that answers as the test says. */
let server: Server;
let url = '';
let answer: RequestListener = (_req, res) => res.end();
beforeAll(async () => {
  server = createServer((req, res) => answer(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const says = (status: number, body: unknown = '', headers: Record<string, string> = {}) => {
  answer = (_req, res) => {
    res.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
};
const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await work.then(
    () => new Error('went well'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw new Error(`not a provider's error: ${String(error)}`);
  return error;
};
const withToken = { accessToken: 'token' };
const google = () =>
  googleProvider({ clientId: 'a', clientSecret: 'b', redirectUri: 'http://localhost/c' }, url);

describe('a refusal', () => {
  it.each<[number, unknown, object, ProviderErrorKind]>([
    [401, {}, withToken, 'reauthorise'],
    [401, { error: 'invalid_client' }, {}, 'rejected'],
    [401, '', {}, 'rejected'],
    [400, { error: 'invalid_grant' }, {}, 'reauthorise'],
    [400, { error: 'interaction_required' }, {}, 'reauthorise'],
    [400, { error: 'consent_required' }, {}, 'reauthorise'],
    [400, { error: 'login_required' }, {}, 'reauthorise'],
    [400, { error: 'invalid_request' }, {}, 'rejected'],
    [403, {}, withToken, 'rejected'],
    [404, {}, withToken, 'rejected'],
    [409, {}, withToken, 'conflict'],
    [410, {}, withToken, 'resync'],
    [412, {}, withToken, 'conflict'],
    [422, 'no', withToken, 'rejected'],
    [429, {}, withToken, 'retry'],
    [500, '<html>', withToken, 'unknown'],
    [502, '', withToken, 'unknown'],
    [503, {}, withToken, 'unknown'],
    [504, {}, withToken, 'unknown'],
    [400, [1], withToken, 'rejected'],
    [400, 'null', withToken, 'rejected'],
    [400, { error: null }, withToken, 'rejected'],
  ])('%i %j of a call %j is %s', async (status, body, request, kind) => {
    says(status, body);
    const error = await failure(call({ url, ...request }));
    expect([error.kind, error.status]).toEqual([kind, status]);
  });

  it.each<[string, number, string, ProviderErrorKind]>([
    ['410', 410, 'gone', 'resync'],
    ['a lost state', 400, 'syncStateNotFound', 'resync'],
    ['a lost state, in capitals', 400, 'SyncStateNotFound', 'resync'],
    ['a wish to start over', 400, 'resyncRequired', 'resync'],
    ['a conflict', 400, 'ErrorIrresolvableConflict', 'conflict'],
    ['another version', 412, 'x', 'conflict'],
    ['a duplicate', 409, 'x', 'conflict'],
    ['busy', 503, 'x', 'retry'],
    ['a gateway too late', 504, 'x', 'retry'],
    ['a fault', 500, 'x', 'unknown'],
    ['too many', 429, 'ApplicationThrottled', 'retry'],
    ['no access', 403, 'ErrorAccessDenied', 'rejected'],
  ])('by Graph of %s is %i %s → %s', async (_name, status, code, kind) => {
    says(status, { error: { code, message: 'm' } });
    expect((await failure(call({ url, ...withToken }, classifyGraph))).kind).toBe(kind);
  });

  it.each<[number, string, ProviderErrorKind]>([
    [403, 'rateLimitExceeded', 'retry'],
    [403, 'userRateLimitExceeded', 'retry'],
    [403, 'quotaExceeded', 'retry'],
    [403, 'forbidden', 'rejected'],
    [403, 'insufficientPermissions', 'rejected'],
    [400, 'rateLimitExceeded', 'rejected'],
    [410, 'fullSyncRequired', 'resync'],
    [412, 'conditionNotMet', 'conflict'],
  ])('by Google with %i %s is %s, on every way', async (status, reason, kind) => {
    says(status, { error: { code: status, message: 'm', errors: [{ reason }] } });
    const draft = { title: 'x' };
    const get = () => google().get('t', 'e');
    expect((await failure(google().update('t', 'e', null, draft))).kind).toBe(kind);
    expect((await failure(google().pull('t', { cursor: 'c' }).next())).kind).toBe(kind);
    if (status !== 410) expect((await failure(get())).kind).toBe(kind);
    else expect(await get()).toBeNull();
  });

  it('tells what the provider said, its code and how long to wait, and no more than 500 letters', async () => {
    const cases = [
      [{ error: 'slow_down', error_description: 'Please wait' }, '429 slow_down: Please wait'],
      [{ error: 'slow_down' }, '429 slow_down: slow_down'],
      [{ error: { code: 429, message: 'm', errors: [{ reason: 'tooMany' }] } }, '429 tooMany: m'],
      [{ error: { code: 'Throttled', message: 'm' } }, '429 Throttled: m'],
      [{ error: { code: 429 } }, '429 unknown: unknown'],
      ['Bad gateway', '429 unknown: Bad gateway'],
    ] as const;
    for (const [body, message] of cases) {
      says(429, body, { 'retry-after': '17' });
      expect(await failure(call({ url }))).toMatchObject({ message, retryAfter: 17 });
    }
    says(429, { error: 'x', error_description: 'y'.repeat(900) });
    const long = await failure(call({ url }));
    expect(long.message).toHaveLength(500);
    expect(long.retryAfter).toBeUndefined();
    expect(long.reasons).toEqual([{ message: 'y'.repeat(900), field: 'x' }]);
  });
});

describe('a call that breaks off', () => {
  const breaks: [string, RequestListener][] = [
    ['without an answer', (req) => req.socket.destroy()],
    [
      'in the middle of the body',
      (_req, res) => {
        res.writeHead(200, { 'content-length': '100' });
        res.write('{"items":[', () => res.destroy());
      },
    ],
    ['with a page of a proxy', (_req, res) => res.end('<html>Sign in</html>')],
    ['with half an answer', (_req, res) => res.end('{"items":[')],
  ];
  it.each(breaks)('%s may be made again when it only reads, else its fate is unknown', async (_name, how) => {
    answer = how;
    expect((await failure(call({ url }))).kind).toBe('retry');
    for (const method of ['POST', 'PATCH', 'DELETE'] as const)
      expect((await failure(call({ url, method }))).kind).toBe('unknown');
  });

  it('waits fifteen seconds for the answer and its body, not longer', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    says(200, {});
    await call({ url });
    expect(timeout.mock.calls).toEqual([[15_000]]);
    timeout.mockImplementation(() => AbortSignal.abort(new DOMException('late', 'TimeoutError')));
    expect((await failure(call({ url, method: 'POST' }))).kind).toBe('unknown');
    timeout.mockRestore();
  });
});

describe('a request', () => {
  it('carries its token, headers and body as told, and an empty answer is none', async () => {
    const seen: { method?: string | undefined; headers: object; body: string }[] = [];
    answer = (req, res) => {
      let body = '';
      req.on('data', (part: Buffer) => (body += part.toString()));
      req.on('end', () => {
        seen.push({ method: req.method, headers: req.headers, body });
        res.writeHead(204).end();
      });
    };
    expect(
      await call({ url, ...withToken, headers: { prefer: 'a', 'if-match': undefined } }),
    ).toBeUndefined();
    await call({ url, method: 'PATCH', json: { a: null } });
    await call({ url, method: 'POST', form: { a: 'b c' } });
    expect(seen.map(({ method, body }) => [method, body])).toEqual([
      ['GET', ''],
      ['PATCH', '{"a":null}'],
      ['POST', 'a=b+c'],
    ]);
    expect(seen[0]?.headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer token',
      prefer: 'a',
    });
    expect(seen[1]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(seen[0]?.headers).not.toHaveProperty('if-match');
    expect(seen[1]?.headers).not.toHaveProperty('authorization');
  });
});
