import { beforeAll, expect, it } from 'vitest';
import { Op, QueryTypes } from 'sequelize';
import { reportQuery } from '@besahubs/contracts/reports';
import { database } from '../../../models';
import { Deal } from '../../../models/Deal';
import { scopeSql } from '../../../policies/policy';
import { useDatabase } from '../../../testing/db';
import { createFirm } from '../../../testing/people';
import type { Firm } from '../../../testing/people';
import { deals } from '../datasets/deals';
import { runReport } from '../queryEngine';
import { inSnapshot } from '../snapshot';
import { loadNow } from './columnar';
import { readScope } from './scope';
import { heldOf, readAll } from './source';
import { connect } from '../pool';
import { ColumnTable } from './table';

useDatabase();
let firm: Firm;
const NOW = new Date('2026-11-15T12:00:00Z');
const sql = (text: string) => database().query(text);
beforeAll(async () => {
  firm = await createFirm();
  await sql(`INSERT INTO "Deal" (name, kind, representation, stage, value, "ownerId", "createdAt", id)
    SELECT 'Deal ' || n, 'sale', 'seller', 'won', n, '${firm.agent.id}', timestamptz '2026-01-01' + n * interval '1 hour', gen_random_uuid() FROM generate_series(1, 300) n`);
  await loadNow(deals);
});
const ask = (input: object) => runReport(firm.admin.ctx, reportQuery.parse({ dataset: 'deals', ...input }), { now: NOW });
const told = async (i: object = { metrics: ['count'] }) => (await ask(i)).rows[0]?.['count'];
const real = async (w = 'TRUE') => (await database().query<{ c: number }>(`SELECT count(*)::int AS c FROM "Deal" WHERE "deletedAt" IS NULL AND ${w}`, { type: QueryTypes.SELECT }))[0]?.c;

it('scopes', () => {
  const id = firm.admin.id;
  for (const where of [{ [Op.or]: [{}, { ownerId: id }] }, { [Op.or]: [{}] }, { [Op.or]: [] }, { [Op.or]: [{ [Op.and]: [] }, { ownerId: id }] }, { [Op.and]: [{}] }, { [Op.or]: [{ id: null }, { ownerId: id }] }, { ownerId: { [Op.in]: [] } }])
    console.log(scopeSql(Deal, where as never).replace(/.*WHERE/, ''), JSON.stringify(readScope(where as never, heldOf(deals))));
});
it('ids change', async () => {
  expect(await told()).toBe(await real());
  await sql(`UPDATE "Deal" SET id = gen_random_uuid() WHERE id IN (SELECT id FROM "Deal" LIMIT 5)`);
  console.log('ids', await told(), await real());
  await loadNow(deals);
});
it('fractions', async () => {
  await sql(`UPDATE "Deal" SET "createdAt" = '2026-01-01T00:00:00.123456Z' WHERE id IN (SELECT id FROM "Deal" ORDER BY id LIMIT 5)`);
  for (const from of ['2026-01-01T00:00:00.1234567Z', '2026-01-01T00:00:00.1234565Z', '2026-01-01T00:00:00.12345649Z']) {
    const q = { metrics: ['count'], dateRange: { from } };
    console.log(from, await told(q), await real(`"createdAt" >= '${from}'`));
  }
});
it('merge, conflict, copy, savepoints, cascades', async () => {
  await sql(`MERGE INTO "Deal" d USING (SELECT id FROM "Deal" ORDER BY id LIMIT 10) s ON d.id = s.id WHEN MATCHED AND d.value > 100 THEN DELETE WHEN MATCHED THEN UPDATE SET value = 7`);
  console.log('merge', await told(), await real());
  await sql(`INSERT INTO "Deal" (id, name, kind, representation, value) SELECT id, 'x', 'sale', 'buyer', 3 FROM "Deal" LIMIT 5 ON CONFLICT (id) DO UPDATE SET "deletedAt" = now()`);
  console.log('conflict', await told(), await real());
  await sql(`BEGIN; SAVEPOINT a; DELETE FROM "Deal" WHERE value > 250; ROLLBACK TO a; UPDATE "Deal" SET "deletedAt" = now() WHERE value > 280; COMMIT`);
  console.log('savepoint', await told(), await real());
  await sql(`WITH gone AS (DELETE FROM "Deal" WHERE value BETWEEN 200 AND 210 RETURNING *), came AS (INSERT INTO "Deal" (name, kind, representation, value) SELECT 'y', 'sale', 'buyer', 1 FROM gone RETURNING id) UPDATE "Deal" SET "deletedAt" = now() WHERE value BETWEEN 211 AND 220`);
  console.log('cte', await told(), await real());
  await sql(`UPDATE "Deal" SET "deletedAt" = NULL WHERE value BETWEEN 211 AND 220`);
  console.log('restore', await told(), await real());
  const q = { metrics: ['count'], filters: [{ field: 'owner', op: 'isNull' }] };
  await sql(`DELETE FROM "User" WHERE id = '${firm.agent.id}'`).catch((e: unknown) => console.log(String(e)));
  console.log('cascade', await told(q), await real('"ownerId" IS NULL'));
  await sql(`UPDATE "Deal" SET value = 'NaN' WHERE id IN (SELECT id FROM "Deal" ORDER BY id LIMIT 2)`);
  const n = await ask({ metrics: ['count:value'] });
  console.log('NaN', JSON.stringify(n.rows), await real('value IS NOT NULL'));
});
it('lost connection while checked out', async () => {
  const problems: unknown[] = [];
  const onProblem = (e: unknown) => problems.push(e);
  process.prependListener('uncaughtException', onProblem);
  await inSnapshot(new AbortController().signal, async (run) => {
    const [row] = await run({ text: 'SELECT pg_backend_pid() AS pid', values: [] });
    await sql(`SELECT pg_terminate_backend(${String(row?.['pid'])})`);
    await new Promise((r) => setTimeout(r, 300));
    return null;
  }).catch((e: unknown) => console.log('rejected', String(e)));
  console.log('uncaught', problems.map(String));
  process.removeListener('uncaughtException', onProblem);
});
it('load that fails midway', async () => {
  await sql(`INSERT INTO "Deal" (name, kind, representation, stage, value) SELECT 'Deal ' || n, 'sale', 'seller', 'won', n FROM generate_series(1, 60000) n`);
  const client = await connect();
  const orig = ColumnTable.prototype.read;
  let n = 0;
  ColumnTable.prototype.read = function (b, s) { if (++n > 500) throw new RangeError('Array buffer allocation failed'); return orig.call(this, b, s); };
  const result = await Promise.race([
    readAll(client, deals, heldOf(deals), 10).then(() => 'read', (e: unknown) => `failed ${String(e)}`),
    new Promise((r) => setTimeout(() => r('HANGS'), 5000)),
  ]);
  ColumnTable.prototype.read = orig;
  console.log('midway', result);
  if (result !== 'HANGS') client.release();
});
