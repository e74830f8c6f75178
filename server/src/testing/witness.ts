import { QueryTypes } from 'sequelize';
import { afterAll, beforeAll } from 'vitest';
import { database } from '../models';
import { AuditLog } from '../models/AuditLog';
import { changes } from '../services/changes';
import type { Change } from '../services/changes';

const select = <T extends object>(sql: string) => database().query<T>(sql, { type: QueryTypes.SELECT });

/** Beside every write, and of no meaning of their own: counters that say that a table has changed. */
const COUNTERS = ['TableVersion', 'TableChange'];

/** Every table with a sum over its rows: equal before and after, nothing was left in it. */
export async function contents(): Promise<Record<string, string>> {
  const tables = await select<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, tablename AS name FROM pg_tables
      WHERE schemaname = 'public' OR (schemaname = 'graphile_worker' AND tablename LIKE '%jobs')`,
  );
  const sums = await select<{ name: string; sum: string }>(
    tables
      .map(
        ({ schema, name }) =>
          `SELECT '${name}' AS name, coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS sum FROM "${schema}"."${name}" t`,
      )
      .join(' UNION ALL '),
  );
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]));
}

export const tablesThatDiffer = (a: Record<string, string>, b: Record<string, string>): string[] =>
  Object.keys(b).filter((name) => a[name] !== b[name] && !COUNTERS.includes(name));

/** Makes every transaction fail that has touched the table, at its very end: when it commits. */
export async function refuseCommits(table: string): Promise<() => Promise<void>> {
  const [row] = await select<{ schema: string }>(
    `SELECT schemaname AS schema FROM pg_tables WHERE tablename = '${table}' LIMIT 1`,
  );
  const name = `"${row?.schema ?? 'public'}"."${table}"`;
  await database().query(`
    CREATE OR REPLACE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused at commit'; END $$;
    CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT OR UPDATE OR DELETE ON ${name}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit();`);
  return async () => {
    await database().query(`DROP TRIGGER refuse_commit ON ${name}`);
  };
}

export interface Seen<T> {
  answer: T;
  /** What open screens were told. */
  heard: Change[];
  /** What was written into the audit trail. */
  audited: AuditLog[];
  /** Tables that hold something else than before. */
  changed: string[];
}

/** More than one request writes; the newest first. */
const latest = () => AuditLog.findAll({ order: [['createdAt', 'DESC']], limit: 20 });

/** Watches what one request leaves behind: in the tables, in the audit trail, on the sockets. */
export function useWitness() {
  let heard: Change[] = [];
  const hear = (change: Change) => {
    heard.push(change);
  };
  beforeAll(() => changes.on('changed', hear));
  afterAll(() => changes.off('changed', hear));
  return {
    async of<T>(work: () => Promise<T>): Promise<Seen<T>> {
      const known = new Set((await latest()).map(({ id }) => id));
      const before = await contents();
      heard = [];
      const answer = await work();
      const told = heard;
      const rows = await latest();
      return {
        answer,
        heard: told,
        audited: rows.filter(({ id }) => !known.has(id)),
        changed: tablesThatDiffer(before, await contents()),
      };
    },
  };
}
