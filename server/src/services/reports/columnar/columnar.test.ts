import { QueryTypes } from 'sequelize';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { database } from '../../../models';
import { useDatabase } from '../../../testing/db';
import { createFirm } from '../../../testing/people';
import type { Firm, Person } from '../../../testing/people';
import { systemCtx } from '../../context';
import { deals } from '../datasets/deals';
import { runReport } from '../queryEngine';
import { resolveQuery } from '../resolve';
import { inSnapshot } from '../snapshot';
import { groupedInMemory, loadNow } from './columnar';
import { groupings, rowsHeld } from './metrics';
import { pruneChanges } from './prune';

useDatabase();
let firm: Firm;
const NOW = new Date('2026-11-15T12:00:00Z');

const sql = (text: string) => database().query(text);
const makeDeals = (count: number, extra = '') =>
  sql(`INSERT INTO "Deal" (name, kind, representation, stage, value, "ownerId", "createdAt", id)
    SELECT 'Deal ' || n, 'sale', 'seller', CASE n % 3 WHEN 0 THEN 'won' WHEN 1 THEN 'loi' ELSE 'prospect' END,
      CASE WHEN n % 7 > 0 THEN n * 1.11 END, '${firm.agent.id}', timestamptz '2026-01-01' + n * interval '1 hour',
      gen_random_uuid() FROM generate_series(1, ${count}) n ${extra}`);

beforeAll(async () => {
  firm = await createFirm();
});
beforeEach(async () => {
  await sql(`DELETE FROM "Deal"`);
  await makeDeals(300);
  await loadNow(deals);
});

const query: ReportQueryInput = {
  dataset: 'deals',
  metrics: ['count', 'sum:value'],
  groupBy: ['stage'],
  totals: true,
};
const ask = (person = firm.admin, input = query) =>
  runReport(person.ctx, reportQuery.parse(input), { now: NOW });
/** How often columns answered while `work` ran. */
async function fromColumns(work: () => Promise<unknown>): Promise<number> {
  const count = async () =>
    (await groupings.get()).values.find(({ labels }) => labels.from === 'columns')?.value ?? 0;
  const before = await count();
  await work();
  return (await count()) - before;
}
/** What the table says, asked without any of ours. */
const straight = async () => {
  const rows = await database().query<{ stage: string; count: number; sum: string | null }>(
    `SELECT stage, count(*)::int AS count, sum(value) AS sum FROM "Deal" WHERE "deletedAt" IS NULL GROUP BY stage`,
    { type: QueryTypes.SELECT },
  );
  return new Map(
    rows.map(({ stage, count, sum }) => [stage, { count, sum: sum === null ? null : Number(sum) }]),
  );
};
const told = async () => {
  const { rows } = await ask();
  return new Map(rows.map((row) => [row['stage'], { count: row['count'], sum: row['sum_value'] }]));
};

const notes = async () => {
  const [row] = await database().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "TableChange"`,
    { type: QueryTypes.SELECT },
  );
  return row?.count;
};

describe('columns in memory', () => {
  it.each([
    ['an update', `UPDATE "Deal" SET stage = 'lost', value = 0.1 WHERE stage = 'won'`],
    [
      'rows that come',
      `INSERT INTO "Deal" (name, kind, representation, value) VALUES ('x', 'sale', 'buyer', 12.34)`,
    ],
    ['rows that go', `DELETE FROM "Deal" WHERE stage = 'loi'`],
    ['rows that are put away', `UPDATE "Deal" SET "deletedAt" = now() WHERE value > 100`],
    ['more than fits into notes', `UPDATE "Deal" SET value = value + 1`],
    ['a write that hits nothing', `UPDATE "Deal" SET value = 1 WHERE FALSE`],
    ['another id', `UPDATE "Deal" SET id = gen_random_uuid() WHERE stage = 'won'`],
    ['everything gone', `TRUNCATE "Deal" CASCADE`],
  ])('follow %s', async (_name, write) => {
    await makeDeals(900);
    await loadNow(deals);
    await ask();
    await sql(write);
    expect(await told()).toEqual(await straight());
    await sql(`UPDATE "Deal" SET name = name || '!' WHERE id IN (SELECT id FROM "Deal" LIMIT 3)`);
    expect(await told()).toEqual(await straight());
  });

  it('answer where they can, within what the reader may see', async () => {
    await sql(
      `UPDATE "Deal" SET "teamId" = '${firm.south.id}', "ownerId" = '${firm.stranger.id}' WHERE stage = 'loi'`,
    );
    const counts = async (person: Person) =>
      (await ask(person)).rows.map(({ stage, count }) => [stage, count]);
    const wholes: [Person, unknown[][]][] = [
      [
        firm.admin,
        [
          ['prospect', 100],
          ['loi', 100],
          ['won', 100],
        ],
      ],
      [
        firm.agent,
        [
          ['prospect', 100],
          ['won', 100],
        ],
      ],
      [firm.otherManager, [['loi', 100]]],
      [firm.colleague, []],
    ];
    for (const [person, whole] of wholes)
      expect(await fromColumns(async () => expect(await counts(person)).toEqual(whole))).toBe(1);
    await sql(`UPDATE "Deal" SET value = 5 WHERE stage = 'loi'`);
    const named: ReportQueryInput = { ...query, filters: [{ field: 'name', op: 'contains', value: '1' }] };
    expect(await fromColumns(() => ask(firm.admin, named))).toBe(0);
    expect(await fromColumns(() => ask())).toBe(1);
  });

  it('see what a transaction wrote when it is committed, not before', async () => {
    const transaction = await database().transaction();
    await database().query(`DELETE FROM "Deal" WHERE stage = 'won'`, { transaction });
    const before = await told();
    expect(before.get('won')).toMatchObject({ count: 100 });
    await transaction.commit();
    expect((await told()).get('won')).toBeUndefined();
  });

  it('are never shown to a snapshot that is older than they are', async () => {
    const { actor } = firm.admin.ctx;
    const resolved = resolveQuery(reportQuery.parse(query), deals, actor, NOW);
    const context = { actor, now: NOW, zone: 'UTC' };
    const gone = new AbortController().signal;
    await inSnapshot(gone, async (run, versions) => {
      const group = () =>
        groupedInMemory(resolved, context, { span: null, buckets: [null] }, { run, versions, signal: gone });
      expect(await group()).not.toBeNull();
      await sql(`DELETE FROM "Deal" WHERE stage = 'won'`);
      expect(await fromColumns(() => ask())).toBe(1);
      expect(await group()).toBeNull();
    });
    expect(await told()).toEqual(await straight());
  });

  it('are read anew when the notes of what changed are gone', async () => {
    await ask();
    await sql(`UPDATE "Deal" SET stage = 'lost' WHERE stage = 'won'`);
    // As long as a transaction of anybody's is older, it may yet need them.
    await vi.waitFor(async () => {
      await pruneChanges(systemCtx('test'));
      expect(await notes()).toBe(0);
    }, 20_000);
    expect(await fromColumns(async () => expect(await told()).toEqual(await straight()))).toBe(0);
    await loadNow(deals);
    expect(await fromColumns(() => ask(firm.admin, { ...query, metrics: ['count'] }))).toBe(1);
  });

  it('keep what was noted since the pruning before', async () => {
    await pruneChanges(systemCtx('test'));
    await ask();
    await sql(`UPDATE "Deal" SET stage = 'lost' WHERE stage = 'won'`);
    await pruneChanges(systemCtx('test'));
    expect(await fromColumns(async () => expect(await told()).toEqual(await straight()))).toBe(1);
  });

  it('say how many rows they hold', async () => {
    const held = (await rowsHeld.get()).values.find(({ labels }) => labels.dataset === 'deals');
    expect(held?.value).toBe(300);
  });
});
