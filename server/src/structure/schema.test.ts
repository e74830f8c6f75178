import { readFileSync } from 'node:fs';
import { QueryTypes } from 'sequelize';
import { describe, expect, it } from 'vitest';
import { envSchema } from '../config/env';
import { database } from '../models';
import { migrations } from '../migrations';
import { applyMigration } from '../services/system';
import { useDatabase } from '../testing/db';

useDatabase();

interface Column {
  table: string;
  column: string;
  nullable: boolean;
}

describe('models and migrations', () => {
  it('describe the same tables and columns', async () => {
    const rows = await database().query<Column>(
      `SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS nullable
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'Migration'`,
      { type: QueryTypes.SELECT },
    );
    const inDatabase = new Set(rows.map((row) => `${row.table}.${row.column}`));
    const inModels = new Set(
      Object.values(database().models)
        .filter((model) => model.tableName !== 'Migration')
        .flatMap((model) =>
          Object.keys(model.getAttributes()).map((attribute) => `${model.tableName}.${attribute}`),
        ),
    );
    // Written by triggers, read by reports: nothing handles their rows one by one.
    const helperTables = /^TableChange(Pruning)?\./;
    expect([...inModels].filter((name) => !inDatabase.has(name))).toEqual([]);
    expect([...inDatabase].filter((name) => !inModels.has(name) && !helperTables.test(name))).toEqual([]);
  });

  it('can be applied twice to a database that has rows', async () => {
    await database().query(`INSERT INTO "Team" (name) VALUES ('Kept')`);
    for (const migration of migrations) await applyMigration(database(), migration);
    const [row] = await database().query<{ count: number }>(
      `SELECT count(*) FROM "Team" WHERE name = 'Kept'`,
      { type: QueryTypes.SELECT },
    );
    expect(row?.count).toBe(1);
  });
});

describe('the environment', () => {
  it('is listed in .env.example: exactly what env.ts reads', () => {
    const listed = readFileSync('.env.example', 'utf8')
      .split('\n')
      .map((line) => /^#?\s?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1])
      .filter((name) => name !== undefined);
    expect([...new Set(listed)].sort()).toEqual(Object.keys(envSchema.shape).sort());
  });
});
