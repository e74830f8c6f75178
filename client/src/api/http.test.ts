import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError, errorText } from '../hooks/errors';
import { hangUp, raw, refuse, startServer, stream } from '../testing/server';
import { api, getAccessToken, open, refreshSession, setAccessToken, whenSessionLost } from './client';
import { readLines } from './ndjson';

const server = startServer();
const lost = vi.fn();
const thrown = async (call: Promise<unknown>): Promise<RequestError> => {
  const error: unknown = await call.then(
    () => 'nothing was thrown',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RequestError);
  return error as RequestError;
};
/** Answers to who holds the new token, refuses everybody else. */
const onlyNew = ({ headers }: { headers: { authorization?: string } }) =>
  headers.authorization === 'Bearer new' ? 'fine' : refuse(401, 'unauthenticated');

beforeEach(() => {
  lost.mockReset();
  whenSessionLost(lost);
  setAccessToken('old');
});

describe('a request', () => {
  it.each([
    ['GET', () => api.get('/x', { a: 1, b: ['p', 'q'], c: null }), { a: '1', b: 'p,q' }, undefined],
    ['POST', () => api.post('/x', { a: 1 }), {}, { a: 1 }],
    ['POST', () => api.post('/x'), {}, {}],
    ['PUT', () => api.put('/x', [1]), {}, [1]],
    ['PATCH', () => api.patch('/x', { a: null }), {}, { a: null }],
    ['DELETE', () => api.delete('/x'), {}, undefined],
  ])('%s sends its method, query, body and token', async (method, call, query, body) => {
    server.answer(`${method} /x`, { said: method });
    expect(await call()).toEqual({ said: method });
    expect(server.asked()).toHaveLength(1);
    expect(server.asked()[0]).toMatchObject({ method, query });
    expect(server.asked()[0]?.body).toEqual(body);
    expect(server.asked()[0]?.headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer old',
    });
    expect(server.asked()[0]?.headers['content-type']).toBe(
      body === undefined ? undefined : 'application/json',
    );
  });

  it('asks for what it can read', async () => {
    server.answer('POST /file', raw(200, 'a,b', { 'content-type': 'text/csv' }));
    const response = await open('POST', '/file', { body: {}, accept: 'text/csv' });
    expect(await response.text()).toBe('a,b');
    expect(server.asked()[0]?.headers.accept).toBe('text/csv');
  });

  it('gives up after thirty seconds', async () => {
    const timeouts = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const error = await thrown(api.get('/x'));
    expect(error).toMatchObject({ status: 0, code: 'unavailable' });
    expect(timeouts).toHaveBeenCalledWith(30_000);
    timeouts.mockRestore();
  });

  it('that was superseded rejects as given up, and the server sees it leave', async () => {
    const slow = server.hold('GET /x');
    const control = new AbortController();
    const call = api.get('/x', {}, control.signal);
    await slow.asked;
    control.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await slow.givenUp;
    slow.release();
  });
});

describe('a failed request says what happened', () => {
  it.each([
    ['a connection that ends', hangUp(), { status: 0, code: 'unavailable' }],
    ['a page of a proxy', raw(502, '<html>Bad gateway</html>'), { status: 502, code: 'internal' }],
    ['a page instead of data', raw(200, '<html>Hello</html>'), { status: 200, code: 'internal' }],
    ['nothing where data should be', raw(200, ''), { status: 200, code: 'internal' }],
    ['an address that is none', raw(404, 'Not found'), { status: 404, code: 'not_found' }],
    [
      'a good status with an error inside',
      raw(200, JSON.stringify({ data: 1, message: 'x', error: { code: 'conflict', requestId: 'r' } })),
      { status: 200, code: 'conflict' },
    ],
    [
      'a conflict',
      refuse(409, 'conflict', { message: 'Version 4 is newer' }),
      { status: 409, code: 'conflict', message: 'Version 4 is newer', requestId: 'r1' },
    ],
    [
      'invalid fields',
      refuse(422, 'invalid', { fields: { name: 'Too long', 'phones.0': 'Not a number' } }),
      { status: 422, code: 'invalid', fields: { name: 'Too long', 'phones.0': 'Not a number' } },
    ],
    [
      'too many requests',
      refuse(429, 'rate_limited', { headers: { 'Retry-After': '30' } }),
      { status: 429, code: 'rate_limited', fields: {} },
    ],
  ])('%s', async (_name, answer, expected) => {
    server.answer('GET /x', answer);
    expect(await thrown(api.get('/x'))).toMatchObject(expected);
    expect(server.asked()).toHaveLength(1);
  });

  it('in words for a person', async () => {
    server.answer('GET /x', raw(500, 'no json'));
    const error = await thrown(api.get('/x'));
    expect(error.message).toBe('Something went wrong on the server.');
    expect(errorText(error)).toBe('Something went wrong on our side. Try again.');
  });

  it('the message of the envelope when the error has none', async () => {
    const body = { data: null, message: 'Closed for today', error: { code: 'invalid', requestId: 'r' } };
    server.answer('GET /x', raw(400, JSON.stringify(body)));
    expect((await thrown(api.get('/x'))).message).toBe('Closed for today');
  });

  it('also where no JSON was asked for', async () => {
    server.answer('POST /file', refuse(403, 'forbidden', { message: 'Managers only' }));
    const error = await thrown(open('POST', '/file', { body: {} }));
    expect(error).toMatchObject({ status: 403, code: 'forbidden', message: 'Managers only' });
  });
});

describe('an expired token', () => {
  it('is renewed once, and each call that waited is repeated once', async () => {
    server.answer('POST /auth/refresh', { accessToken: 'new', user: {} });
    for (const path of ['/a', '/b', '/c']) server.answer(`GET ${path}`, onlyNew);
    expect(await Promise.all([api.get('/a'), api.get('/b'), api.get('/c')])).toEqual([
      'fine',
      'fine',
      'fine',
    ]);
    expect(server.asked('POST /auth/refresh')).toHaveLength(1);
    expect(server.asked('POST /auth/refresh')[0]?.headers.authorization).toBeUndefined();
    expect(server.asked('GET /a').map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
    expect(getAccessToken()).toBe('new');
    expect(lost).not.toHaveBeenCalled();
  });

  it('is not renewed again for a refusal that arrives after the renewal', async () => {
    server.answer('POST /auth/refresh', { accessToken: 'new', user: {} });
    server.answer('GET /fast', onlyNew);
    server.answer('GET /slow', onlyNew);
    const slow = server.hold('GET /slow', onlyNew);
    const late = api.get('/slow');
    await slow.asked;
    expect(await api.get('/fast')).toBe('fine');
    slow.release();
    expect(await late).toBe('fine');
    expect(server.asked('POST /auth/refresh')).toHaveLength(1);
  });

  it('is renewed anew the next time', async () => {
    server.once('POST /auth/refresh', { accessToken: 'newer', user: {} });
    server.once('POST /auth/refresh', { accessToken: 'new', user: {} });
    server.answer('GET /x', onlyNew);
    expect(await thrown(api.get('/x'))).toMatchObject({ status: 401 });
    expect(await api.get('/x')).toBe('fine');
  });

  it('a repeated call that is refused again is refused, without a loop', async () => {
    server.answer('POST /auth/refresh', { accessToken: 'newer', user: {} });
    server.answer('GET /x', refuse(401, 'unauthenticated'));
    expect(await thrown(api.get('/x'))).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(server.calls()).toEqual(['GET /x', 'POST /auth/refresh', 'GET /x']);
    expect(lost).not.toHaveBeenCalled();
  });

  it.each([401, 403])('that cannot be renewed (%i) ends the session', async (status) => {
    server.answer('POST /auth/refresh', refuse(status, 'unauthenticated'));
    server.answer('GET /x', refuse(401, 'unauthenticated', { message: 'Expired' }));
    expect(await thrown(api.get('/x'))).toMatchObject({ status: 401, message: 'Expired' });
    expect(lost).toHaveBeenCalledOnce();
    expect(getAccessToken()).toBeNull();
    expect(server.asked('GET /x')).toHaveLength(1);
  });

  it.each([
    ['out of reach', hangUp()],
    ['broken', refuse(503, 'unavailable')],
  ])('does not end the session when the server is %s', async (_name, answer) => {
    server.answer('POST /auth/refresh', answer);
    server.answer('GET /x', refuse(401, 'unauthenticated'));
    expect(await thrown(api.get('/x'))).toMatchObject({ code: 'unavailable' });
    expect(lost).not.toHaveBeenCalled();
    expect(getAccessToken()).toBe('old');
  });

  it('one that is refused for another reason is not renewed', async () => {
    server.answer('GET /x', refuse(403, 'forbidden'));
    expect(await thrown(api.get('/x'))).toMatchObject({ status: 403 });
    expect(server.calls()).toEqual(['GET /x']);
  });

  it('tabs take turns in renewing it', async () => {
    const waiting: string[] = [];
    const locks = { request: (name: string, run: () => unknown) => (waiting.push(name), run()) };
    vi.stubGlobal('navigator', { locks });
    server.answer('POST /auth/refresh', { accessToken: 'new', user: {} });
    await refreshSession();
    expect(waiting).toEqual(['besahubs-refresh']);
    vi.unstubAllGlobals();
  });
});

describe('a stream', () => {
  const read = async (body: ReadableStream<Uint8Array>) => {
    const lines: unknown[] = [];
    const end = await (async () => {
      for await (const line of readLines(body)) lines.push(line);
    })().then(
      () => 'ended',
      (error: unknown) => (error instanceof SyntaxError ? 'broken' : 'torn'),
    );
    return { lines, end };
  };
  const told = async (pieces: (string | Uint8Array)[], cut = false) => {
    server.answer('POST /lines', stream(pieces, { cut }));
    const { body } = await open('POST', '/lines', { body: {} });
    if (!body) throw new Error('A stream has a body');
    return read(body);
  };

  it('is read line by line, however the network cuts it', async () => {
    const bytes = new TextEncoder().encode('{"a":"Zoë"}\n{"b":2}\n');
    expect(await told([...bytes].map((byte) => new Uint8Array([byte])))).toEqual({
      lines: [{ a: 'Zoë' }, { b: 2 }],
      end: 'ended',
    });
  });
  it('that is torn off in the middle of a line gives what was whole, and fails', async () => {
    expect(await told(['{"a":1}\n{"b":'], true)).toEqual({ lines: [{ a: 1 }], end: 'torn' });
  });
  it('that ends in the middle of a line is no good stream either', async () => {
    expect(await told(['{"a":1}\n{"b":'])).toEqual({ lines: [{ a: 1 }], end: 'broken' });
  });
  it('may end without a last line break', async () => {
    expect(await told(['{"a":1}\n\n{"b":2}'])).toEqual({ lines: [{ a: 1 }, { b: 2 }], end: 'ended' });
  });
});
