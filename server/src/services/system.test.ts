import pg from 'pg';
import { QueryTypes } from 'sequelize';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../migrations';
import { database } from '../models';
import { useDatabase } from '../testing/db';
import { applyMigration, migrate } from './system';

const db = useDatabase();
/** Another session of the database. */
let other: pg.Client;
beforeAll(async () => {
  other = new pg.Client({ connectionString: db.url() });
  await other.connect();
});
afterAll(() => other.end());
beforeEach(async () => {
  await other.query(`DROP INDEX IF EXISTS live; DELETE FROM "Team"`);
});

const unique = { up: 'SELECT 1', indexes: [{ name: 'live', unique: true, on: 'ON "Team" ((1))' }] };
const onName = { up: 'SELECT 1', indexes: [{ name: 'live', on: 'ON "Team" (name)' }] };
const validity = async (): Promise<boolean | undefined> => {
  const [found] = await database().query<{ valid: boolean }>(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('live')`,
    { type: QueryTypes.SELECT },
  );
  return found?.valid;
};
const isDone = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    work.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), 300)),
  ]);

describe('an index that is built while others write', () => {
  it('waits for who writes, and keeps nobody from writing meanwhile', async () => {
    await other.query(`BEGIN; INSERT INTO "Team" (name) VALUES ('Open')`);
    const building = applyMigration(database(), onName);
    expect(await isDone(building)).toBe(false);
    const third = new pg.Client({ connectionString: db.url(), statement_timeout: 2000 });
    await third.connect();
    await third.query(`INSERT INTO "Team" (name) VALUES ('Meanwhile')`);
    await third.end();
    await other.query('COMMIT');
    await building;
    expect(await validity()).toBe(true);
  });

  it('can be applied again, and replaces what broke off', async () => {
    await other.query(`INSERT INTO "Team" (name) VALUES ('A'), ('B')`);
    await expect(applyMigration(database(), unique)).rejects.toThrow();
    expect(await validity()).toBe(false);
    await applyMigration(database(), onName);
    expect(await validity()).toBe(true);
    await applyMigration(database(), onName);
    expect(await validity()).toBe(true);
  });

  it('is built once by several processes that start together, none of which waits for ever', async () => {
    const steps = [...migrations, { name: '9999-live', ...onName }];
    const applied = await Promise.all([migrate(steps), migrate(steps)]);
    expect(applied.flat()).toEqual(['9999-live']);
    expect(await validity()).toBe(true);
    expect(await migrate(steps)).toEqual([]);
  });
});
