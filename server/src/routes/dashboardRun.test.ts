import { createServer, request as send } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import fc from 'fast-check';
import pg from 'pg';
import type { WhereOptions } from 'sequelize';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type {
  Dashboard,
  DashboardAnswers,
  DashboardStreamLine,
  Widget,
  WidgetAnswer,
} from '@besahubs/contracts/dashboards';
import type { DrillResult } from '@besahubs/contracts/drill';
import type { ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import { Deal } from '../models/Deal';
import { Task } from '../models/Task';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

/** Somebody writes, waits and locks in most of these. */
vi.setConfig({ testTimeout: 60_000 });
const db = useDatabase();
const api = httpClient();
let firm: Firm;
let server: Server;
/** A connection besides the app's: to write behind its back, and to hold locks. */
let outside: pg.Client;
/** Looks at what the database is doing. */
let observer: pg.Client;

beforeAll(async () => {
  firm = await createFirm();
  outside = new pg.Client({ connectionString: db.url() });
  await outside.connect();
  observer = new pg.Client({ connectionString: db.url() });
  await observer.connect();
  server = createServer(api.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await makeDeal(firm.agent, 100, 'won');
  await makeDeal(firm.colleague, 30, 'loi');
  await makeDeal(firm.stranger, 7, 'won');
});
afterEach(async () => void (await outside.query('ROLLBACK')));
afterAll(async () => {
  server.closeAllConnections();
  await outside.end();
  await observer.end();
});

const makeDeal = (owner: Person, value: number, stage: Deal['stage'] = 'prospect') =>
  Deal.create({
    name: 'Deal',
    kind: 'sale',
    representation: 'seller',
    ownerId: owner.id,
    teamId: owner.user.teamId,
    value,
    stage,
    status: stage === 'won' ? 'won' : 'active',
  });

const total = { type: 'kpi', title: 'Total', dataset: 'deals', query: { metrics: ['sum:value'] } };
const byStage = {
  type: 'bar',
  title: 'Stages',
  dataset: 'deals',
  query: { metrics: ['sum:value'], groupBy: ['stage'] },
};
const tooMany = { ...total, query: { groupBy: ['createdAt:hour'], dateRange: 'last_2_years' } };

/** A dashboard with these widgets, and their ids. */
async function dashboardOf(as: Person, widgets: object[], more: object = {}) {
  const { id } = (await api.post<Dashboard>('/dashboards', as, { name: 'Board', ...more })).data;
  const ids: string[] = [];
  for (const widget of widgets)
    ids.push((await api.post<Widget>(`/dashboards/${id}/widgets`, as, widget)).data.id);
  return { id, ids };
}
const run = (id: string, as: Person, body: object = {}) =>
  api.post<DashboardAnswers>(`/dashboards/${id}/query`, as, body);
const resultIn = (answer: WidgetAnswer | undefined): ReportResult => {
  if (!answer || !('result' in answer)) throw new Error(JSON.stringify(answer));
  return answer.result;
};
const sumOf = (result: ReportResult, key = 'sum_value'): number =>
  result.rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens a stream; `lines` are what has come so far. */
function stream(id: string, as: Person, body: object = {}, encoding = 'identity') {
  const { port } = server.address() as AddressInfo;
  const lines: DashboardStreamLine[] = [];
  const req = send({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: `/api/dashboards/${id}/query`,
    headers: {
      authorization: `Bearer ${as.token}`,
      accept: 'application/x-ndjson',
      'content-type': 'application/json',
      'accept-encoding': encoding,
    },
  });
  req.on('error', () => undefined);
  req.end(JSON.stringify(body));
  const ended = new Promise<IncomingMessage>((resolve) => {
    req.on('response', (res) => {
      const text = encoding === 'gzip' ? res.pipe(createGunzip()) : res;
      let rest = '';
      text.on('data', (chunk: Buffer) => {
        const parts = (rest + chunk.toString()).split('\n');
        rest = parts.pop() ?? '';
        lines.push(...parts.map((part) => JSON.parse(part) as DashboardStreamLine));
      });
      text.on('end', () => resolve(res));
    });
  });
  return { lines, ended, hangUp: () => req.destroy() };
}

/** Nobody can read deals until `release` is called. */
async function lockDeals(): Promise<{ release: () => Promise<void> }> {
  await outside.query('BEGIN; LOCK TABLE "Deal" IN ACCESS EXCLUSIVE MODE');
  return { release: async () => void (await outside.query('ROLLBACK')) };
}
async function waitingReports(): Promise<number> {
  const { rows } = await observer.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM "Deal"%'`,
  );
  return rows[0]?.n ?? 0;
}
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error('It never came to be.');
}

describe('one snapshot', () => {
  it('reconciles its widgets whatever is written meanwhile', async () => {
    const { id, ids } = await dashboardOf(firm.admin, [
      total,
      byStage,
      { ...byStage, query: { metrics: ['sum:value'], groupBy: ['owner'] } },
      { ...byStage, query: { metrics: ['sum:value'], groupBy: ['createdAt:month'] } },
      { ...byStage, query: { metrics: ['sum:value'], groupBy: ['owner'], topN: { n: 1 } } },
    ]);
    let writing = true;
    const writer = async () => {
      const own = new pg.Client({ connectionString: db.url() });
      await own.connect();
      while (writing)
        await own.query(
          `UPDATE "Deal" SET value = (random() * 1000)::int, stage = CASE WHEN random() < 0.5 THEN 'won' ELSE 'loi' END`,
        );
      await own.end();
    };
    const written = writer();
    await fc.assert(
      fc.asyncProperty(fc.subarray(ids, { minLength: 2 }), async (widgetIds) => {
        const { data } = await run(id, firm.admin, { widgetIds });
        const sums = widgetIds.map((each) => sumOf(resultIn(data[each])));
        expect(new Set(sums).size, JSON.stringify(sums)).toBe(1);
      }),
      { numRuns: 60 },
    );
    writing = false;
    await written;
  });

  it('asks equal widgets once, and one that fails harms no other', async () => {
    const { id, ids } = await dashboardOf(firm.admin, [total, tooMany, total, byStage]);
    const { data } = await run(id, firm.admin);
    const [first, bad, same, last] = ids.map((each) => data[each]);
    expect(resultIn(first)).toEqual(resultIn(same));
    expect(bad).toMatchObject({
      error: { code: 'invalid', fields: { 'groupBy.0.granularity': expect.anything() as string } },
    });
    expect(sumOf(resultIn(last))).toBe(sumOf(resultIn(first)));
  });

  it('takes from the cache, and never what somebody wrote over', async () => {
    const { id, ids } = await dashboardOf(firm.admin, [total]);
    const ask = async () => resultIn((await run(id, firm.admin)).data[ids[0] ?? '']);
    const before = await ask();
    expect((await ask()).meta.cache).toBe('hit');
    await outside.query(`UPDATE "Deal" SET value = value + 1`);
    const after = await ask();
    expect(after.meta.cache).toBe('miss');
    expect(sumOf(after)).toBe(sumOf(before) + (await Deal.count()));
  });
});

describe('streaming', () => {
  it.each(['identity', 'gzip'])(
    'sends each widget when it is there, and a last line (%s)',
    async (encoding) => {
      const tasks = {
        type: 'kpi',
        title: 'Tasks',
        dataset: 'tasks',
        query: { filters: [{ field: 'title', op: 'ne', value: encoding }] },
      };
      const { id, ids } = await dashboardOf(firm.admin, [byStage, tasks]);
      await Task.create({ title: 'Call', ownerId: firm.admin.id });
      await outside.query(`UPDATE "Deal" SET value = value + 1`);
      const lock = await lockDeals();
      const { lines, ended } = stream(id, firm.admin, {}, encoding);
      await until(() => lines.length === 1);
      expect(lines[0]).toMatchObject({
        widgetId: ids[1],
        result: { rows: [{ count: expect.any(Number) as number }] },
      });
      await lock.release();
      const res = await ended;
      expect(res.headers).toMatchObject({
        'content-type': 'application/x-ndjson',
        'x-accel-buffering': 'no',
      });
      expect(res.headers['content-encoding']).toBe(encoding === 'gzip' ? 'gzip' : undefined);
      expect(lines.slice(1)).toMatchObject([
        { widgetId: ids[0] },
        { done: true, asOf: expect.any(String) as string },
      ]);
    },
  );

  it('is an error like any other before its first line', async () => {
    const { id } = await dashboardOf(firm.agent, [total]);
    const res = await stream(id, firm.stranger).ended;
    expect(res.statusCode).toBe(404);
    expect(res.headers['content-type']).toContain('application/json');
  });

  it('stops working in the database when its reader hangs up', async () => {
    const { id } = await dashboardOf(firm.admin, [total, byStage]);
    await outside.query(`UPDATE "Deal" SET value = value + 1`);
    const lock = await lockDeals();
    const opened = stream(id, firm.admin);
    await until(async () => (await waitingReports()) === 2);
    opened.hangUp();
    await until(async () => (await waitingReports()) === 0);
    await lock.release();
  });
});

describe('what a run can be given', () => {
  it('says “unchanged” for what the caller has', async () => {
    const { id, ids } = await dashboardOf(firm.admin, [total, byStage]);
    const [kpi = '', bar = ''] = ids;
    const first = (await run(id, firm.admin)).data;
    const known = { [kpi]: resultIn(first[kpi]).meta.version, [bar]: 'old' };
    const second = (await run(id, firm.admin, { known })).data;
    expect(second[kpi]).toEqual({ unchanged: true, asOf: expect.any(String) as string });
    expect(second[bar]).toHaveProperty('result');
    await outside.query(`UPDATE "Deal" SET value = value + 1`);
    expect((await run(id, firm.admin, { known })).data[kpi]).toHaveProperty('result');
  });

  it('filters the widgets whose dataset has the field, and says where it has not', async () => {
    await Task.create({ title: 'Hers', assigneeId: firm.agent.id, ownerId: firm.admin.id });
    const { id, ids } = await dashboardOf(firm.admin, [
      byStage,
      { type: 'kpi', title: 'Tasks', dataset: 'tasks', query: {} },
      { type: 'kpi', title: 'People', dataset: 'agents', query: {} },
    ]);
    const [bar = '', tasks = '', people = ''] = ids;
    const ask = async (filters: object) => (await run(id, firm.admin, { filters })).data;
    const mine = await ask({ filters: [{ field: 'owner', op: 'eq', value: firm.agent.id }] });
    expect(sumOf(resultIn(mine[bar]))).toBe(await Deal.sum('value', { where: { ownerId: firm.agent.id } }));
    expect(resultIn(mine[tasks]).rows).toEqual([{ count: 1 }]);
    expect(resultIn(mine[people]).rows).toEqual([{ count: 1 }]);
    expect(mine[tasks]).not.toHaveProperty('ignored');

    const won = await ask({
      dateRange: 'last_30_days',
      filters: [
        { field: 'status', op: 'eq', value: 'won' },
        { field: 'stage', op: 'eq', value: 'won' },
      ],
    });
    expect(resultIn(won[bar])).toMatchObject({ meta: { range: { field: 'createdAt' } } });
    expect(won[bar]).not.toHaveProperty('ignored');
    expect(won[tasks]).toMatchObject({ ignored: ['status', 'stage'] });
    expect(won[people]).toMatchObject({ ignored: ['status', 'stage', 'dateRange'] });
  });

  it('tells what it asked, so that rows and files are those of the figure', async () => {
    const { id, ids } = await dashboardOf(firm.admin, [
      { ...byStage, query: { ...byStage.query, compare: { mode: 'previous_full' }, dateRange: 'this_year' } },
      {
        type: 'kpi',
        title: 'Tasks',
        dataset: 'tasks',
        query: { dateRange: { field: 'createdAt', preset: 'today' } },
      },
      { type: 'kpi', title: 'People', dataset: 'agents', query: {} },
    ]);
    const [bar = '', tasks = '', people = ''] = ids;
    const hers = { field: 'owner', op: 'eq', value: firm.agent.id };
    const won = { field: 'status', op: 'eq', value: 'won' };
    const { data } = await run(id, firm.admin, { filters: { dateRange: 'all_time', filters: [hers, won] } });
    expect(data[bar]).toMatchObject({
      query: { dataset: 'deals', filters: [hers, won], dateRange: { preset: 'all_time' } },
    });
    expect(data[bar]).not.toHaveProperty('query.compare');
    expect(data[tasks]).toMatchObject({
      query: {
        filters: [{ ...hers, field: 'assignee' }],
        dateRange: { field: 'createdAt', preset: 'all_time' },
      },
    });
    expect(data[people]).toMatchObject({ query: { filters: [{ ...hers, field: 'agent' }] } });
    expect(data[people]).not.toHaveProperty('query.dateRange');

    const { result, query } = data[bar] as { result: ReportResult; query: ReportQuery };
    const asked = await api.post<ReportResult>('/widgets/query', firm.admin, query);
    expect(asked.data.rows).toEqual(result.rows);
    const drilled = await api.post<DrillResult>('/widgets/drill', firm.admin, { query, metric: 'sum_value' });
    expect(drilled.data.value).toBe(sumOf(result));
  });

  it('takes a period for exactly its rows: in the place of a range of that date, besides everything else', async () => {
    const timezone = 'America/New_York';
    const created = async (at: string) => {
      const { id } = await makeDeal(firm.agent, 1);
      await outside.query(`UPDATE "Deal" SET "createdAt" = $1 WHERE id = $2`, [at, id]);
    };
    // The last moment of February there, the first and the last of March, the first of April.
    for (const at of [
      '2025-03-01T04:59:59Z',
      '2025-03-01T05:00:00Z',
      '2025-04-01T03:59:59Z',
      '2025-04-01T04:00:00Z',
    ])
      await created(at);
    const count = (query: object) => ({ type: 'kpi', title: 'Deals', dataset: 'deals', query });
    const compare = { mode: 'previous_full' };
    const { id, ids } = await dashboardOf(firm.admin, [
      { ...count({ groupBy: ['createdAt:month'] }), type: 'bar' },
      count({ dateRange: 'last_7_days', compare }),
      count({}),
      count({ dateRange: { field: 'actualCloseDate', preset: 'this_year' } }),
    ]);
    const ask = async (filters: object) => (await run(id, firm.admin, { timezone, filters })).data;
    const counts = (answers: DashboardAnswers) =>
      ids.map((widget) => resultIn(answers[widget]).rows.reduce((sum, row) => sum + Number(row['count']), 0));
    const bars = resultIn((await ask({}))[ids[0] ?? '']).rows;
    expect(bars.filter((row) => String(row['createdAt']).startsWith('2025-0'))).toMatchObject([
      { createdAt: '2025-02-01', count: 1 },
      { createdAt: '2025-03-01', count: 2 },
      { createdAt: '2025-04-01', count: 1 },
      ...Array.from({ length: 5 }, () => ({ count: 0 })),
    ]);
    const march = { field: 'createdAt', op: 'between', value: ['2025-03-01', '2025-03-31'] };
    const answers = await ask({ filters: [march] });
    expect(counts(answers)).toEqual([2, 2, 2, 0]);
    const [, ranged = ''] = ids;
    expect(answers[ranged]).toMatchObject({
      query: { dateRange: { from: '2025-03-01', to: '2025-03-31' }, compare },
      result: { rows: [{ count: 2, 'count.previous': 1 }] },
    });
    const exact = { ...march, value: ['2025-03-01T05:00:00Z', '2025-04-01T04:00:00Z'] };
    expect(counts(await ask({ filters: [exact] }))).toEqual([2, 2, 2, 0]);
    // The dashboard's range is a choice of its own: both hold, and nothing before it can be compared.
    const narrowed = await ask({ dateRange: 'this_year', filters: [march] });
    expect(counts(narrowed)).toEqual([0, 0, 0, 0]);
    expect(narrowed[ranged]).not.toHaveProperty('query.compare');
    const wrong = await ask({ filters: [{ ...march, value: ['2025-02-30', '2025-03-31'] }] });
    expect(wrong[ranged]).toMatchObject({ ignored: ['createdAt'] });
  });

  it('says whose dates the figures are of, and keeps those of a widget that is to keep them', async () => {
    const closing = { field: 'actualCloseDate', preset: 'last_90_days' };
    const [count, closed] = [
      { ...total, query: {} },
      { ...total, query: { dateRange: closing } },
    ];
    const { id, ids } = await dashboardOf(firm.admin, [
      count,
      closed,
      { ...closed, options: { ownDates: true } },
      { type: 'kpi', title: 'People', dataset: 'agents', query: { metrics: ['sum:closedCommissionYtd'] } },
    ]);
    const ask = async (filters: object) => {
      const { data } = await run(id, firm.admin, { filters });
      return ids.map((widget) => {
        const answer = data[widget];
        if (!answer || !('result' in answer)) throw new Error(JSON.stringify(answer));
        return { ...answer.dates, range: answer.result.meta.range?.field ?? null, ignored: answer.ignored };
      });
    };
    const none = { by: null, preset: null, field: null, own: null, kept: false, besides: [], range: null };
    const mine = {
      ...none,
      by: 'widget',
      preset: 'last_90_days',
      own: 'last_90_days',
      field: 'Actual close',
      range: 'actualCloseDate',
    };
    const year = { label: 'Closed commission', preset: 'this_year' };
    expect(await ask({})).toEqual([none, mine, mine, { ...none, besides: [year] }]);

    const theirs = { by: 'dashboard', preset: 'this_quarter' };
    const ignored = ['dateRange'];
    expect(await ask({ dateRange: 'this_quarter' })).toEqual([
      { ...none, ...theirs, field: 'Created', range: 'createdAt' },
      { ...mine, ...theirs },
      { ...mine, kept: true, ignored },
      { ...none, kept: true, ignored, besides: [year] },
    ]);

    // A filter by the very date is a choice about this widget too: it takes the place of its range, and says so.
    const filter = { field: 'actualCloseDate', op: 'relative', value: 'this_month' };
    const besides = [{ label: 'Actual close', preset: 'this_month' }];
    const filtered = { ...mine, by: 'filter', preset: 'this_month' };
    expect((await ask({ filters: [filter] })).slice(0, 3)).toEqual([
      { ...none, besides },
      filtered,
      filtered,
    ]);
    const exact = { ...filter, op: 'after', value: '2026-01-01' };
    expect((await ask({ filters: [exact] }))[1]).toEqual({
      ...mine,
      besides: [{ label: 'Actual close', preset: null }],
    });
  });

  it('uses the dashboard’s own filters unless others are given', async () => {
    const defaults = { filters: [{ field: 'owner', op: 'eq', value: firm.agent.id }] };
    const { id, ids } = await dashboardOf(firm.admin, [total], { defaults });
    const sum = async (body: object) => sumOf(resultIn((await run(id, firm.admin, body)).data[ids[0] ?? '']));
    const all = await Deal.sum('value');
    const hers = await Deal.sum('value', { where: { ownerId: firm.agent.id } });
    expect([await sum({}), await sum({ filters: {} })]).toEqual([hers, all]);
  });

  it('shows admins, and nobody else, what another user would see', async () => {
    const shared = { sharedWith: { roles: ['manager', 'agent'] } };
    const { id, ids } = await dashboardOf(firm.admin, [total], shared);
    const sum = async (as: Person, body: object = {}) =>
      sumOf(resultIn((await run(id, as, body)).data[ids[0] ?? '']));
    expect(await sum(firm.admin, { viewAs: firm.agent.id })).toBe(await sum(firm.agent));
    expect(await sum(firm.admin)).toBeGreaterThan(await sum(firm.agent));
    for (const other of [firm.manager, firm.agent])
      expect((await run(id, other, { viewAs: firm.colleague.id })).status).toBe(403);
    const nobody = await run(id, firm.admin, { viewAs: id });
    expect(nobody.error?.fields).toHaveProperty('viewAs');
  });

  it('never answers one reader with what another may see', async () => {
    const shared = { sharedWith: { roles: ['manager', 'agent'] } };
    const { id, ids } = await dashboardOf(firm.admin, [byStage], shared);
    const readers = [firm.admin, firm.agent, firm.manager, firm.stranger, firm.admin, firm.agent];
    const answers = await Promise.all(readers.map((reader) => run(id, reader)));
    const sums = answers.map(({ data }) => sumOf(resultIn(data[ids[0] ?? ''])));
    const own = async (where: WhereOptions<Deal>) => Deal.sum('value', { where });
    const agent = await own({ ownerId: firm.agent.id });
    expect(sums).toEqual([
      await Deal.sum('value'),
      agent,
      await own({ teamId: firm.north.id }),
      await own({ ownerId: firm.stranger.id }),
      await Deal.sum('value'),
      agent,
    ]);
  });
});

describe('under load', () => {
  it('computes once what twenty ask at the same time', async () => {
    const { id, ids } = await dashboardOf(firm.admin, [total, byStage]);
    await outside.query(`UPDATE "Deal" SET value = value + 1`);
    const query = {
      dataset: 'deals',
      groupBy: ['stage'],
      filters: [{ field: 'value', op: 'gt', value: -7.25 }],
    };
    const twenty = <T>(ask: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, ask));
    const singles = await twenty(() => api.post<ReportResult>('/widgets/query', firm.admin, query));
    expect(singles.filter(({ data }) => data.meta.cache === 'miss')).toHaveLength(1);
    const boards = await twenty(() => run(id, firm.admin));
    for (const widget of ids)
      expect(boards.filter(({ data }) => resultIn(data[widget]).meta.cache === 'miss')).toHaveLength(1);
  });

  it('gives up on a widget after five seconds, and on that alone; the rest of the app goes on', async () => {
    const tasks = {
      type: 'kpi',
      title: 'Tasks',
      dataset: 'tasks',
      query: { filters: [{ field: 'title', op: 'ne', value: 'q' }] },
    };
    const { id, ids } = await dashboardOf(firm.admin, [
      ...[1, 2, 3, 4, 5, 6].map((value) => ({
        ...total,
        query: { filters: [{ field: 'value', op: 'gt', value }] },
      })),
      tasks,
    ]);
    const contacts = () => api.get('/contacts', firm.admin);
    const lock = await lockDeals();
    const running = run(id, firm.admin, { widgetIds: [ids[0], ids[6]] });
    const crowd = [1, 2, 3, 4, 5].map((value) =>
      api.post('/widgets/query', firm.admin, {
        dataset: 'deals',
        filters: [{ field: 'value', op: 'lt', value }],
      }),
    );
    await until(async () => (await waitingReports()) >= 3);
    const began = performance.now();
    expect((await contacts()).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2000);
    const { data } = await running;
    await lock.release();
    await Promise.all(crowd);
    expect(data[ids[0] ?? '']).toMatchObject({ error: { code: 'timeout' } });
    expect(data[ids[6] ?? '']).toHaveProperty('result');
  });
});

describe('GET /widgets/:id/data', () => {
  it('answers with an ETag, and 304 while that holds', async () => {
    const { ids } = await dashboardOf(firm.agent, [total]);
    const { port } = server.address() as AddressInfo;
    const get = (etag?: string, as = firm.agent) =>
      fetch(`http://127.0.0.1:${port}/api/widgets/${ids[0] ?? ''}/data?timezone=Europe/Lisbon`, {
        headers: { authorization: `Bearer ${as.token}`, ...(etag && { 'if-none-match': etag }) },
      });
    const first = await get();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect((await first.json()) as object).toMatchObject({ data: { meta: { timezone: 'Europe/Lisbon' } } });
    const second = await get(etag);
    expect([second.status, await second.text()]).toEqual([304, '']);
    await outside.query(`UPDATE "Deal" SET value = value + 1`);
    expect((await get(etag)).status).toBe(200);
    expect((await get(undefined, firm.stranger)).status).toBe(404);
  });

  it('names the answers of queries too, and computes them whatever the caller has', async () => {
    const body = { dataset: 'deals' };
    const { headers } = await api.post('/widgets/query', firm.agent, body);
    expect(headers['etag']).toMatch(/^W\/"[0-9a-f]{32}"$/);
  });
});
