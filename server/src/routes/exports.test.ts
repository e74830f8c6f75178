import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { QueryTypes } from 'sequelize';
import { exportLimits } from '@besahubs/contracts/drill';
import type { GroupExportInput, RowExportInput } from '@besahubs/contracts/exports';
import { database } from '../models';
import { AuditLog } from '../models/AuditLog';
import { Deal } from '../models/Deal';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;

const deal = (owner: Person, more: object) => ({
  name: 'Deal',
  kind: 'sale',
  representation: 'seller',
  ownerId: owner.id,
  teamId: owner.user.teamId,
  source: 'Referral',
  createdAt: new Date('2026-03-10T12:00:00Z'),
  ...more,
});
beforeAll(async () => {
  firm = await createFirm();
  await Deal.bulkCreate([
    deal(firm.agent, { name: '=HYPERLINK("http://evil.test")', stage: 'loi', value: 100.5 }),
    deal(firm.agent, { name: '+1 (555)', stage: 'loi', value: 200 }),
    deal(firm.colleague, { name: 'Say "hi", twice', stage: 'won', value: 30 }),
    deal(firm.stranger, { name: '@home', stage: 'won', value: 7, source: null }),
  ] as never[]);
});

const post = (path: string, as: Person | null, body: object) => {
  const pending = request(api.app).post(`/api/widgets/${path}`);
  if (as) pending.set('authorization', `Bearer ${as.token}`);
  return pending.send(body);
};
const groups = (as: Person | null, body: GroupExportInput) => post('export', as, body);
const rows = (as: Person | null, body: RowExportInput) => post('drill/export', as, body);
const linesOf = ({ text }: { text: string }) =>
  text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .slice(0, -1);
const byStage: GroupExportInput['query'] = {
  dataset: 'deals',
  metrics: ['count', 'sum:value'],
  groupBy: ['stage'],
  totals: true,
};

describe('POST /widgets/export', () => {
  it('writes names, plain numbers and totals, to be opened by a spreadsheet', async () => {
    const answer = await groups(firm.admin, { query: byStage, title: 'Deals / by "stage"' });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="Deals by stage \d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(answer.headers['x-truncated']).toBeUndefined();
    expect(answer.text.startsWith('\uFEFFStage,')).toBe(true);
    expect(linesOf(answer)).toEqual([
      'Stage,Deals,Value',
      'LOI / Offer,2,300.5',
      'Closed Won,2,37',
      'Total,4,337.5',
    ]);
  });

  it('is of the caller’s own rows, and tells nobody else’s', async () => {
    expect(linesOf(await groups(firm.agent, { query: byStage })).at(-1)).toBe('Total,2,300.5');
    expect(linesOf(await groups(firm.manager, { query: byStage })).at(-1)).toBe('Total,3,330.5');
    expect((await groups(null, { query: byStage })).status).toBe(401);
  });

  it('lets no cell become a formula', async () => {
    const query: GroupExportInput['query'] = {
      dataset: 'deals',
      metrics: ['sum:value'],
      groupBy: ['name'],
    };
    const lines = linesOf(await groups(firm.admin, { query }));
    expect(lines).toContain(`"'=HYPERLINK(""http://evil.test"")",100.5`);
    expect(lines).toContain(`'+1 (555),200`);
    expect(lines).toContain(`'@home,7`);
    expect(lines).toContain('"Say ""hi"", twice",30');
  });

  it('writes periods by their first day, the empty ones too, and what was before', async () => {
    const query: GroupExportInput['query'] = {
      dataset: 'deals',
      groupBy: ['createdAt:month'],
      dateRange: { field: 'createdAt', from: '2026-02-01', to: '2026-04-30' },
      compare: { mode: 'previous_year' },
    };
    expect(linesOf(await groups(firm.admin, { query }))).toEqual([
      'Created (month),Deals,"Deals, before"',
      '2026-02-01,0,0',
      '2026-03-01,4,0',
      '2026-04-01,0,0',
    ]);
  });

  it('has totals of what has one: the earliest of all is no total', async () => {
    const byKind = {
      dataset: 'deals' as const,
      groupBy: ['kind'],
      totals: true,
      filters: [{ field: 'source', op: 'eq' as const, value: 'Referral' }],
    };
    const mixed = { ...byKind, metrics: ['min:value', 'min:createdAt', 'sum:value', 'avg:value'] };
    const lines = linesOf(await groups(firm.admin, { query: mixed }));
    expect(lines.at(-1)).toBe('Total,,,330.5,110.17');
    const extremes = { ...byKind, metrics: ['min:value', 'max:value'] };
    expect(linesOf(await groups(firm.admin, { query: extremes }))).toHaveLength(2);
  });

  it('leaves a cell empty where there is no value', async () => {
    const query: GroupExportInput['query'] = { dataset: 'deals', metrics: ['count'], groupBy: ['source'] };
    expect(linesOf(await groups(firm.admin, { query }))).toEqual(['Source,Deals', 'Referral,3', ',1']);
  });

  it('writes shares and means without the digits that dividing made up, and amounts as they are', async () => {
    const won = { field: 'stage', op: 'eq' as const, value: 'won' };
    const query: GroupExportInput['query'] = {
      dataset: 'deals',
      metrics: [
        { id: 'won', agg: 'count', filter: won },
        { id: 'all', agg: 'count' },
        { id: 'share', agg: 'ratio', num: 'won', den: 'all', as: 'percent', label: 'Share' },
        'avg:value',
        'sum:value',
      ],
      filters: [{ field: 'source', op: 'eq', value: 'Referral' }],
      totals: true,
    };
    expect(linesOf(await groups(firm.admin, { query }))[1]).toBe('1,3,33.3333,110.17,330.5');
    const bySource: GroupExportInput['query'] = { ...query, groupBy: ['source'] };
    expect(linesOf(await groups(firm.admin, { query: bySource })).slice(1)).toEqual([
      'Referral,1,3,33.3333,110.17,330.5',
      'Total,1,3,33.3333,110.17,330.5',
    ]);
    const { totals: _totals, ...rest } = query;
    const later: GroupExportInput['query'] = {
      ...rest,
      dateRange: { from: '2026-04-01', to: '2026-04-30' },
      compare: { mode: 'previous_full' },
    };
    expect(linesOf(await groups(firm.admin, { query: later }))[1]).toBe('0,1,0,3,,33.3333,,110.17,,330.5');
  });

  it('says so in the last line when a limit leaves groups out', async () => {
    const answer = await groups(firm.admin, { query: { ...byStage, totals: false, limit: 1 } });
    expect(answer.headers['x-truncated']).toBe('true');
    expect(linesOf(answer)).toEqual([
      'Stage,Deals,Value',
      'LOI / Offer,2,300.5',
      'Not complete: the first 1 of 2 groups.',
    ]);
  });

  it('is refused, before anything is sent, when the query does not hold', async () => {
    const answer = await groups(firm.admin, { query: { dataset: 'deals', groupBy: ['nothing'] } });
    expect(answer.status).toBe(400);
    expect((answer.body as { error: { fields: object } }).error.fields).toHaveProperty([
      'query.groupBy.0.field',
    ]);
  });
});

describe('POST /widgets/drill/export', () => {
  it('writes the deals behind a figure of agents', async () => {
    const query: RowExportInput['query'] = {
      dataset: 'agents',
      metrics: ['sum:pipelineValue'],
      groupBy: ['agent'],
    };
    const cell = { key: { agent: firm.agent.id }, metric: 'sum_pipelineValue', behind: true };
    const [header, ...lines] = linesOf(await rows(firm.admin, { query, ...cell }));
    expect(header).toBe('Name,Value,Stage,Owner,Gross commission,Expected close');
    expect(lines).toEqual([
      `'+1 (555),200,LOI / Offer,Ann Tester,,`,
      `"'=HYPERLINK(""http://evil.test"")",100.5,LOI / Offer,Ann Tester,,`,
    ]);
  });

  const won: RowExportInput = {
    query: { dataset: 'deals', metrics: ['sum:value'], groupBy: ['stage'] },
    key: { stage: 'won' },
    metric: 'sum_value',
  };

  it('writes the rows behind a figure, in the caller’s scope', async () => {
    const answer = await rows(firm.admin, { ...won, title: 'Won' });
    const [header, ...lines] = linesOf(answer);
    expect(header?.split(',').slice(0, 3)).toEqual(['Name', 'Stage', 'Value']);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^"Say ""hi"", twice",Closed Won,30,/);
    expect(lines[1]).toMatch(/^'@home,Closed Won,7,/);
    expect(linesOf(await rows(firm.manager, won))).toHaveLength(2);
  });

  it('is not for agents', async () => {
    expect((await rows(firm.agent, won)).status).toBe(403);
    expect((await rows(null, won)).status).toBe(401);
  });

  it('is refused when there is no such cell', async () => {
    const answer = await rows(firm.admin, { ...won, key: { owner: 'x' } });
    expect(answer.status).toBe(400);
  });
});

describe('every export', () => {
  it('is in the audit log: who, what, how many', async () => {
    const before = await AuditLog.count();
    await groups(firm.agent, { query: byStage, title: 'Mine' });
    await rows(firm.admin, { query: byStage, key: { stage: 'won' } });
    await rows(firm.agent, { query: byStage, key: { stage: 'won' } });
    const entries = await AuditLog.findAll({ order: ['createdAt'], offset: before });
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['report.export', firm.agent.id],
      ['report.exportRows', firm.admin.id],
    ]);
    expect(entries[0]?.changes).toMatchObject({
      title: [null, 'Mine'],
      rows: [null, 1],
      query: [null, { dataset: 'deals' }],
    });
    expect(entries[1]?.changes).toMatchObject({ rows: [null, 2], complete: [null, true] });
  });

  it('holds more than an answer on the screen, and says where it ends', async () => {
    const extra = exportLimits.rows + 1;
    await database().query(
      `INSERT INTO "Deal" (name, kind, representation, "ownerId", source)
       SELECT 'Bulk ' || n, 'lease', 'landlord', $1, 'Bulk' FROM generate_series(1, $2::int) n`,
      { bind: [firm.stranger.id, extra] },
    );
    const bulk = [{ field: 'source', op: 'eq' as const, value: 'Bulk' }];
    const query: GroupExportInput['query'] = { dataset: 'deals', filters: bulk, groupBy: ['name'] };
    for (const answer of [await groups(firm.admin, { query }), await rows(firm.admin, { query })]) {
      const lines = linesOf(answer);
      expect(answer.headers['x-truncated']).toBe('true');
      expect(lines).toHaveLength(exportLimits.rows + 2);
      expect(lines.at(-1)).toMatch(/^"Not complete: the first 100,000 of 100,001 (groups|deals)\."$/);
      expect(new Set(lines).size).toBe(lines.length);
    }
    const some = {
      ...query,
      filters: [...bulk, { field: 'name', op: 'startsWith' as const, value: 'Bulk 1' }],
    };
    const whole = await groups(firm.admin, { query: some });
    expect(whole.headers['x-truncated']).toBeUndefined();
    expect(linesOf(whole).length).toBeGreaterThan(10_000);
  }, 60_000);

  it('breaks off, and frees its connection, for a reader that reads no more', async () => {
    await database().query(
      `UPDATE "Deal" SET name = repeat(name, 150) WHERE source = 'Bulk' AND name LIKE 'Bulk 1%'`,
    );
    const deadline = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
    const server = createServer(api.app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const req = send({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/widgets/drill/export',
      headers: { authorization: `Bearer ${firm.admin.token}`, 'content-type': 'application/json' },
    });
    req.on('error', () => undefined);
    req.end(JSON.stringify({ query: { dataset: 'deals' } }));
    // It is answered, and never read.
    await new Promise((resolve) => req.on('response', resolve));
    const inTransaction = async () => {
      const [found] = await database().query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
          WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE '%exported%'`,
        { type: QueryTypes.SELECT },
      );
      return found?.n ?? 0;
    };
    await vi.waitFor(async () => expect(await inTransaction()).toBe(1), { timeout: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await inTransaction()).toBe(1);
    deadline.abort();
    await vi.waitFor(async () => expect(await inTransaction()).toBe(0), { timeout: 5000 });
    timeout.mockRestore();
    req.destroy();
    server.closeAllConnections();
    server.close();
  }, 60_000);
});

describe('a comparison of more groups than the screen shows', () => {
  const compared = (source: string): GroupExportInput['query'] => ({
    dataset: 'deals',
    groupBy: ['name'],
    filters: [{ field: 'source', op: 'eq', value: source }],
    dateRange: { field: 'createdAt', from: '2026-01-01', to: '2026-12-31' },
    compare: { mode: 'previous_year' },
  });
  /** Deals of some year, named by numbers. */
  const bulk = (source: string, year: number, [from, to]: [number, number]) =>
    database().query(
      `INSERT INTO "Deal" (name, kind, representation, "ownerId", source, "createdAt")
       SELECT 'Name ' || n, 'lease', 'landlord', $1, $2, make_date($3::int, 6, 1) FROM generate_series($4::int, $5::int) n`,
      { bind: [firm.agent.id, source, year, from, to] },
    );

  it.each([
    ['also where the earlier ones make it more', 'Few', 600, 1200],
    ['in both periods', 'Many', 1300, 2500],
  ])('has those that were only before, %s', async (_when, source, now, all) => {
    await bulk(source, 2026, [1, now]);
    await bulk(source, 2025, [now - 99, all]);
    const answer = await groups(firm.admin, { query: compared(source) });
    const lines = linesOf(answer).slice(1);
    expect(answer.headers['x-truncated']).toBeUndefined();
    expect(lines).toHaveLength(all);
    expect(lines).toContain('Name 1,1,0');
    expect(lines).toContain(`Name ${now},1,1`);
    expect(lines).toContain(`Name ${all},0,1`);
    // As on the screen: the largest first.
    expect(lines.slice(0, now).every((line) => line.includes(',1,'))).toBe(true);
    const entry = await AuditLog.findOne({
      where: { action: 'report.export' },
      order: [['createdAt', 'DESC']],
    });
    expect(entry?.changes).toMatchObject({ rows: [null, all], complete: [null, true] });
  });

  it('says how many are missing past what a file holds', async () => {
    await bulk('Huge', 2026, [1, 60_000]);
    await bulk('Huge', 2025, [60_001, 120_000]);
    const answer = await groups(firm.admin, { query: compared('Huge') });
    const lines = linesOf(answer);
    expect(answer.headers['x-truncated']).toBe('true');
    expect(lines).toHaveLength(exportLimits.groups + 2);
    expect(lines.at(-1)).toBe('"Not complete: the first 100,000 of 120,000 groups."');
  }, 60_000);
});
