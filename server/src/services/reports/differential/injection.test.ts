import { QueryTypes } from 'sequelize';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DrillQueryInput } from '@besahubs/contracts/drill';
import type { ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { database } from '../../../models';
import { useNastyFirm } from './firm';
import { useServer } from './http';
import type { Reader } from './people';

/** Whatever stands where in a question: it is refused by its place, or taken for what it says. Nothing is written. */

vi.setConfig({ testTimeout: 120_000 });
const firm = useNastyFirm();
const post = useServer();
let reader: Reader;
let before: string;
beforeAll(async () => {
  reader = firm.people.readers.admin[0] as Reader;
  before = await fingerprint();
});

/** Rows and contents of all tables. */
async function fingerprint(): Promise<string> {
  const tables = await database().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
    { type: QueryTypes.SELECT },
  );
  const sums = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::text || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS sum FROM "${name}" t`,
  );
  return JSON.stringify(await database().query(sums.join(' UNION ALL '), { type: QueryTypes.SELECT }));
}

const SQL = [
  `'; DROP TABLE "Deal"; --`,
  `" OR "1"="1`,
  `1; SELECT pg_sleep(5)`,
  `value") FROM "User"; --`,
  `d."ownerId"`,
  `$1`,
  `$$; DELETE FROM "Deal"; $$`,
  `\\'; TRUNCATE "Deal"; --`,
  `(SELECT "passwordHash" FROM "User" LIMIT 1)`,
  `count(*) FILTER (WHERE TRUE)`,
  `/**/UNION/**/SELECT/**/1`,
];
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
const TEXTS = [
  ...SQL,
  ...NAMES,
  '',
  ' ',
  '%',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u2066',
  'x'.repeat(100_000),
  'NaN',
  'Infinity',
  '1e999',
];
/** Written as JSON, since not all of it survives being a value. */
const PAYLOADS = [
  ...TEXTS.map((text) => JSON.stringify(text)),
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1.5',
    '1e999',
    '-1e999',
    '1e-400',
    '9007199254740993',
    '1e308',
    '{}',
    '[]',
    '[[]]',
  ],
  ...['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}', '{"toString":1}', '[null]', '[{}]'],
  ...[`["${'a'.repeat(600)}"]`, '{"and":[]}', '{"field":"value"}', `${'['.repeat(200)}${']'.repeat(200)}`],
  `${'{"and":['.repeat(50)}${']}'.repeat(50)}`,
];

const query = {
  dataset: 'deals',
  metrics: [
    {
      id: 'm',
      agg: 'sum',
      field: 'value',
      label: 'Sum',
      filter: [{ field: 'kind', op: 'eq', value: 'sale' }],
    },
    { id: 'c', agg: 'count' },
    { id: 'r', agg: 'ratio', num: 'm', den: 'c', as: 'percent' },
  ],
  groupBy: [{ field: 'source' }, { field: 'createdAt', granularity: 'month', fill: true }],
  filters: {
    and: [
      { field: 'name', op: 'ne', value: 'q' },
      { or: [{ field: 'value', op: 'between', value: [0, 5] }] },
    ],
  },
  dateRange: { field: 'createdAt', from: '2026-01-01', to: '2026-06-30' },
  timezone: 'UTC',
  weekStart: 1,
  fiscalStartMonth: 1,
  having: [{ id: 'c', op: 'gte', value: 0 }],
  orderBy: [{ id: 'm', dir: 'asc', nulls: 'first' }],
  limit: 10,
  topN: { n: 2, by: 'm', field: 'source', other: true },
  totals: true,
} satisfies ReportQueryInput;
const cell = {
  query: {
    dataset: 'deals',
    metrics: ['sum:value', 'count', { agg: 'ratio', id: 'r', num: 'sum_value', den: 'count' }],
    groupBy: ['source', 'createdAt:month'],
    dateRange: 'all_time',
    timezone: 'UTC',
  },
  key: { source: 'won', createdAt: '2026-11-01' },
  other: false,
  metric: 'r',
  part: 'num',
  previous: false,
  pageSize: 10,
} satisfies DrillQueryInput;

type Path = (string | number)[];
/** Every place in it that has a value. */
const placesIn = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path];
  const parts = Object.entries(value).flatMap(([key, inner]) =>
    placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length ? [path, ...parts] : parts;
};
const MARK = '"<here>"';
function put(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return '<here>';
  if (Array.isArray(value))
    return value.map((each, index): unknown => (index === key ? put(each, rest) : each));
  return { ...(value as object), [key]: put((value as Record<string, unknown>)[key], rest) };
}
const bodiesAt = (base: object, path: Path): string[] => {
  const text = JSON.stringify(put(base, path));
  return PAYLOADS.map((payload) => text.replace(MARK, () => payload));
};
/** Properties that nobody declared, beside those that somebody did. */
const withMore = (base: object, path: Path): string[] =>
  [...NAMES, 'sql', '$where'].map((name) =>
    JSON.stringify(put(base, path)).replace(MARK, () => {
      const there = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], base);
      return JSON.stringify(there).replace(/^\{/, `{"${name}":{"admin":true},`);
    }),
  );
const isObjectAt = (base: object, path: Path): boolean => {
  const there = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], base);
  return (
    typeof there === 'object' && there !== null && !Array.isArray(there) && Object.keys(there).length > 0
  );
};

/** Names that other parts of a question refer to: those are wrong then, too. */
const REFERRED = new Set<unknown>(['groupBy', 'id', 'field', 'dataset', 'agg', 'num', 'den']);
function names(path: Path, fields: string[]): boolean {
  if (path.some((key) => REFERRED.has(key))) return fields.length > 0;
  const place = path.join('.');
  return fields.some(
    (field) => place.startsWith(field) || field.startsWith(place) || field.startsWith(String(path[0])),
  );
}

async function allAnswered(url: string, base: object): Promise<string[]> {
  const wrong: string[] = [];
  expect((await post(url, reader, JSON.stringify(base))).status).toBe(200);
  const places = placesIn(base);
  const bodies = places.flatMap((path) => [
    ...bodiesAt(base, path).map((body) => ({ path, body })),
    ...(isObjectAt(base, path) ? withMore(base, path).map((body) => ({ path, body })) : []),
  ]);
  const work = async () => {
    for (let next = bodies.pop(); next; next = bodies.pop()) {
      const { status, error } = await post(url, reader, next.body);
      const place = `${next.path.join('.')}: ${next.body.slice(0, 600)}`;
      if (status !== 200 && status !== 400) wrong.push(`${status} at ${place}`);
      const named = error?.code === 'malformed' || names(next.path, Object.keys(error?.fields ?? {}));
      if (status === 400 && !named) wrong.push(`no path at ${place} ${JSON.stringify(error)}`);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return wrong;
}

describe('hostile questions', () => {
  it('are refused by their place or taken literally, in every slot of a query', async () => {
    expect(await allAnswered('/widgets/query', query)).toEqual([]);
  });

  it('are refused by their place or taken literally, in every slot of a drill', async () => {
    expect(await allAnswered('/widgets/drill', cell)).toEqual([]);
  });

  it('are refused by their place in cursors, made up or turned over', async () => {
    const first = await post(
      '/widgets/drill',
      reader,
      JSON.stringify({ query: { dataset: 'deals' }, pageSize: 2 }),
    );
    const { nextCursor } = first.data as { nextCursor: string };
    const decoded = Buffer.from(nextCursor, 'base64url').toString();
    const forged = [
      nextCursor.slice(1),
      `${nextCursor}x`,
      decoded,
      Buffer.from(SQL.join()).toString('base64url'),
    ];
    const cursors = [
      ...forged,
      ...['[]', '{}', '[null,null]', '["a","b"]', '["2026-01-01","x"]', '1'].map((text) =>
        Buffer.from(text).toString('base64url'),
      ),
    ];
    for (const cursor of [...cursors, ...TEXTS]) {
      const body = JSON.stringify({ query: { dataset: 'deals' }, pageSize: 2, cursor });
      const { status, error } = await post('/widgets/drill', reader, body);
      expect([cursor.slice(0, 80), [200, 400].includes(status)]).toEqual([cursor.slice(0, 80), true]);
      if (status === 400 && error?.code !== 'malformed')
        expect(Object.keys(error?.fields ?? {})).toEqual(['cursor']);
    }
  });

  it('match what they say and nothing else', async () => {
    const rows = await database().query<{ name: string }>(
      `SELECT name FROM "Deal" WHERE "deletedAt" IS NULL`,
      { type: QueryTypes.SELECT },
    );
    const wellFormed = TEXTS.filter(
      (text) => text.length <= 500 && !/\p{Surrogate}/u.test(text) && !text.includes('\u0000'),
    );
    for (const text of wellFormed) {
      const count = async (op: string) => {
        const filters = [{ field: 'name', op, value: text }];
        const { data } = await post('/widgets/query', reader, JSON.stringify({ dataset: 'deals', filters }));
        return (data as ReportResult | null)?.rows[0]?.['count'];
      };
      expect([text, await count('eq')]).toEqual([text, rows.filter(({ name }) => name === text).length]);
      if (!text) continue;
      const inside = rows.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
      expect([text, await count('contains')]).toEqual([text, inside.length]);
    }
  });

  it('leave every table as it was', async () => {
    expect(await fingerprint()).toBe(before);
  });

  it('change no prototype', () => {
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
