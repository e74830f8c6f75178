import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError } from '../hooks/errors';
import { api, queryString, setAccessToken, whenSessionLost } from './client';

type Answer = (path: string, init: RequestInit) => { status: number; body: unknown };

const ok = (data: unknown) => ({ status: 200, body: { data, message: 'OK', error: null } });
const failed = (status: number, code: string, fields?: Record<string, string>) => ({
  status,
  body: { data: null, message: 'No', error: { code, fields, requestId: 'r1' } },
});

function serve(answer: Answer) {
  const calls: string[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    calls.push(`${init.method ?? 'GET'} ${path}`);
    const { status, body } = answer(path, init);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return calls;
}
const bearer = (init: RequestInit) => new Headers(init.headers).get('authorization');

beforeEach(() => setAccessToken('old'));
afterEach(() => {
  vi.unstubAllGlobals();
  whenSessionLost(() => undefined);
});

it('writes only what is set into the query', () => {
  expect(queryString({ a: 1, b: ['x', 'y'], c: null, d: '', e: false })).toBe('?a=1&b=x%2Cy&e=false');
  expect(queryString(undefined)).toBe('');
});

describe('a call', () => {
  it('answers the data of the envelope', async () => {
    serve((_path, init) => ok(bearer(init)));
    expect(await api.get('/deals')).toBe('Bearer old');
  });
  it('throws what the server says, with the fields', async () => {
    serve(() => failed(400, 'invalid', { name: 'Too long' }));
    const error = await api.post('/deals', {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid',
      fields: { name: 'Too long' },
      requestId: 'r1',
    });
  });
  it('throws `unavailable` when the network is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    await expect(api.get('/deals')).rejects.toMatchObject({ status: 0, code: 'unavailable' });
  });
});

describe('an expired token', () => {
  it('is renewed once for all calls that wait', async () => {
    const calls = serve((path, init) => {
      if (path === '/api/auth/refresh') return ok({ accessToken: 'new' });
      return bearer(init) === 'Bearer new' ? ok('fine') : failed(401, 'unauthenticated');
    });
    expect(await Promise.all([api.get('/a'), api.get('/b'), api.get('/c')])).toEqual([
      'fine',
      'fine',
      'fine',
    ]);
    expect(calls.filter((call) => call.includes('refresh'))).toHaveLength(1);
  });
  it('ends the session when it cannot be renewed', async () => {
    const lost = vi.fn();
    whenSessionLost(lost);
    serve(() => failed(401, 'unauthenticated'));
    await expect(api.get('/a')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(lost).toHaveBeenCalledOnce();
  });
});
