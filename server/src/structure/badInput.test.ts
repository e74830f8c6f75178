import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { uuidv7 } from '../lib/ids';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

/** Every field that any route takes, with what it must not be: the contracts themselves say what to send. */

useDatabase();
const { app } = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

type Shape = Record<string, z.ZodType>;
interface Inner {
  shape?: Shape;
  def: { in?: z.ZodType; innerType?: z.ZodType; options?: z.ZodType[] };
}
/** The fields of an object schema, also inside pipes, defaults and unions. */
function shapeOf(schema: z.ZodType | undefined): Shape {
  if (!schema) return {};
  const { shape, def } = schema as unknown as Inner;
  if (shape) return shape;
  if (def.options) return Object.assign({}, ...def.options.map(shapeOf)) as Shape;
  return shapeOf(def.in ?? def.innerType);
}
const wrongFor = (schema: z.ZodType, candidates: readonly unknown[]): unknown =>
  candidates.find((value) => !schema.safeParse(value).success);

const NUL = 'a\0b';
const WRONG_IN_BODY = [{ definitely: 'wrong' }, 42, 'definitely wrong', ['x', [1]], true, null];
const WRONG_IN_QUERY = ['definitely wrong', '-1', ''];

const nameOf = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;
const pathOf = ({ path }: Route) => `/api${path.replace(/:\w+/g, uuidv7())}`;
const call = (route: Route, path = pathOf(route)) => {
  const pending = request(app)[route.method](path);
  return route.permission === 'public' ? pending : pending.set('authorization', `Bearer ${firm.admin.token}`);
};
/** 400, with the field (or something within it) among the fields. */
function expectNamed(answer: request.Response, field: string) {
  expect([field, answer.status]).toEqual([field, 400]);
  const { error } = answer.body as { error: { fields?: Record<string, string> } };
  const named = Object.keys(error.fields ?? {});
  expect(named.some((name) => name === field || name.startsWith(`${field}.`)) || named).toBe(true);
}

const routes = allRoutes();
const withBody = routes.filter((route) => route.body && !route.raw);
const withQuery = routes.filter((route) => Object.keys(shapeOf(route.query)).length > 0);
const named = (some: Route[]) => some.map((route) => [nameOf(route), route] as const);

describe('every field of every body', () => {
  it.each(named(withBody))('%s: a wrong type and a NUL byte are named', async (_name, route) => {
    for (const [field, schema] of Object.entries(shapeOf(route.body))) {
      const wrong = wrongFor(schema, WRONG_IN_BODY);
      if (wrong !== undefined) expectNamed(await call(route).send({ [field]: wrong }), field);
      expectNamed(await call(route).send({ [field]: NUL }), field);
    }
  });

  it.each(named(routes.filter((route) => route.method !== 'get')))(
    '%s: ten megabytes are refused unread',
    async (_name, route) => {
      const body = `{"name":"${'x'.repeat(10_000_000)}"}`;
      const answer = await call(route).set('content-type', 'application/json').send(body);
      expect(answer.status).toBe(413);
    },
  );
});

describe('every parameter of every query', () => {
  it.each(named(withQuery))('%s: a wrong value and a NUL byte are named', async (_name, route) => {
    for (const [field, schema] of Object.entries(shapeOf(route.query))) {
      const wrong = wrongFor(schema, WRONG_IN_QUERY);
      if (typeof wrong === 'string') {
        const path = `${pathOf(route)}?${new URLSearchParams({ [field]: wrong }).toString()}`;
        expectNamed(await call(route, path), field);
      }
      expectNamed(await call(route, `${pathOf(route)}?${field}=a%00b`), field);
    }
  });
});

describe('every other part of a path', () => {
  const withPart = routes.filter(({ path }) => /:(?!id\b)\w+/.test(path));
  it.each(named(withPart))('%s: nonsense is a clear 4xx', async (_name, route) => {
    for (const nonsense of ['%00', 'x'.repeat(5000), '..%2f..%2fetc', "'%20OR%201=1--"]) {
      const path = `/api${route.path.replace(/:\w+/g, nonsense)}`;
      const answer = await call(route, path);
      expect([path.slice(0, 80), answer.status >= 400 && answer.status < 500]).toEqual([
        path.slice(0, 80),
        true,
      ]);
    }
  });
});
