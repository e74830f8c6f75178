import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '@besahubs/contracts/permissions';
import { roles } from '@besahubs/contracts/common';
import { statusOf } from '../lib/errors';
import { uuidv7 } from '../lib/ids';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const { app } = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const routes = allRoutes();
const closed = routes.filter((route) => route.permission !== 'public');
const nameOf = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;
const pathOf = (route: Route, id: string = uuidv7()) => `/api${route.path.replace(/:\w+/g, id)}`;

interface Envelope {
  data: unknown;
  message: string;
  error: { code: keyof typeof statusOf; requestId: string; fields?: Record<string, string> } | null;
}
function call(route: Route, path: string, as?: Person) {
  const pending = request(app)[route.method](path);
  return as ? pending.set('authorization', `Bearer ${as.token}`) : pending;
}
/** Not a crash, and the envelope with the status its code stands for. */
function expectRefusal(answer: request.Response) {
  const { error, data } = answer.body as Envelope;
  expect(answer.status).toBeLessThan(500);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(data).toBeNull();
  expect(statusOf[error?.code ?? 'internal']).toBe(answer.status);
  expect(error?.requestId).toBeTruthy();
}

describe('every route', () => {
  it('is declared once', () => {
    const names = routes.map(nameOf);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(closed.map((route) => [nameOf(route), route] as const))(
    '%s answers 401 without a token and with a bad one',
    async (_name, route) => {
      const without = await call(route, pathOf(route));
      expect(without.status).toBe(401);
      const forged = await call(route, pathOf(route)).set('authorization', 'Bearer eyJhbGciOiJub25lIn0.e30.');
      expect(forged.status).toBe(401);
    },
  );

  const gated = closed.flatMap((route) =>
    roles
      .filter(
        (role) =>
          route.permission !== 'public' &&
          !(permissions[route.permission] as readonly string[]).includes(role),
      )
      .map((role) => [role, nameOf(route), route] as const),
  );
  it.each(gated)('refuses %s at %s with 403', async (role, _name, route) => {
    const person = { admin: firm.admin, manager: firm.manager, agent: firm.agent }[role];
    expect((await call(route, pathOf(route), person)).status).toBe(403);
  });

  const withId = closed.filter((route) => route.path.includes('/:id') && !route.raw);
  it.each(withId.map((route) => [nameOf(route), route] as const))(
    '%s names an id that is no uuid',
    async (_name, route) => {
      for (const id of ['42', 'not-a-uuid', "1'%20OR%201=1", '%00', '..%2f..']) {
        const answer = await call(route, pathOf(route, id), firm.admin);
        expectRefusal(answer);
      }
      const { error } = (await call(route, pathOf(route, '42'), firm.admin)).body as Envelope;
      expect(error?.fields).toHaveProperty('id');
    },
  );

  it.each(closed.map((route) => [nameOf(route), route] as const))(
    '%s refuses parameters it does not know',
    async (_name, route) => {
      const answer = await call(route, `${pathOf(route)}?definitely_unknown=1`, firm.admin);
      expectRefusal(answer);
      expect((answer.body as Envelope).error?.fields).toHaveProperty('definitely_unknown');
    },
  );

  const withBody = routes.filter((route) => route.method !== 'get' && route.body && !route.raw);
  const bodies: [string, string, string][] = [
    ['malformed JSON', '{"name": ', 'application/json'],
    ['an array', '[1,2,3]', 'application/json'],
    ['a string', '"hello"', 'application/json'],
    ['null', 'null', 'application/json'],
    [
      'a number where text belongs',
      JSON.stringify({ name: 42, title: 42, email: 42, password: 42, firstName: [] }),
      'application/json',
    ],
    ['unknown fields', JSON.stringify({ definitely_unknown: true }), 'application/json'],
    [
      'NUL bytes',
      JSON.stringify({ name: 'a\0b', title: 'a\0b', email: 'a\0@b.test', password: '\0' }),
      'application/json',
    ],
    ['polluting keys', '{"__proto__": {"role": "admin"}, "constructor": 1}', 'application/json'],
    ['another content type', 'name=x', 'application/x-www-form-urlencoded'],
    ['another charset', '{}', 'application/json; charset=klingon'],
  ];
  it.each(withBody.map((route) => [nameOf(route), route] as const))(
    '%s answers bad bodies with a clear 4xx',
    async (_name, route) => {
      for (const [, body, type] of bodies) {
        const pending = call(route, pathOf(route), route.permission === 'public' ? undefined : firm.admin);
        expectRefusal(await pending.set('content-type', type).send(body));
      }
    },
  );

  it('refuses ten megabytes without reading them to the end of memory', async () => {
    const answer = await request(app)
      .post('/api/companies')
      .set('authorization', `Bearer ${firm.admin.token}`)
      .set('content-type', 'application/json')
      .send(JSON.stringify({ name: 'x'.repeat(10_000_000) }));
    expect(answer.status).toBe(413);
    expectRefusal(answer);
  });

  it('refuses broken escapes, unknown paths and repeated parameters', async () => {
    for (const path of [
      '/api/companies/%E0%A4%A',
      '/api/nothing-here',
      '/api/companies?page=1&page=2',
      '/api/companies?page=0',
      '/api/companies?pageSize=201',
    ]) {
      const answer = await request(app).get(path).set('authorization', `Bearer ${firm.admin.token}`);
      expectRefusal(answer);
    }
  });
});

describe('the API document', () => {
  it('has every route, and says who may call it', async () => {
    const { body } = (await request(app).get('/api/openapi.json')) as {
      body: { paths: Record<string, Record<string, object>> };
    };
    for (const route of routes) {
      const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
      expect(body.paths[path]?.[route.method]).toHaveProperty('summary');
    }
    expect((await request(app).get('/api/docs')).text).toContain('/api/companies');
  });
});
