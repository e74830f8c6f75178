import { beforeAll, it } from 'vitest';
import { database } from '../../../models';
import { useDatabase } from '../../../testing/db';
import { createFirm } from '../../../testing/people';
import { deals } from '../datasets/deals';
import { inSnapshot } from '../snapshot';
import { readChanges } from './source';
useDatabase();
beforeAll(async () => { await createFirm(); });
it('many notes', async () => {
  const [[row]] = (await database().query(`SELECT pg_current_snapshot()::text AS s`)) as unknown as [[{ s: string }]];
  for (const n of [1_000_000, 2_000_000]) {
    await database().query(`INSERT INTO "TableChange" ("tableName", "rowId") SELECT 'Deal', gen_random_uuid() FROM generate_series(1, ${n})`);
    const t = performance.now();
    const out = await inSnapshot(new AbortController().signal, (run) => readChanges(deals, { version: '0', snapshot: row.s }, run)).catch(String);
    console.log(n, 'notes more', performance.now() - t, out);
  }
});
