import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { everything, scopeSql } from '../../../policies/policy';
import type { Dataset } from '../dataset';
import type { RawRow, Run } from '../pool';
import { VERSIONS_SQL, versionsOf } from '../versions';
import type { VersionRow } from '../versions';
import { copyInto } from './copy';
import { ColumnTable, selectOf } from './table';
import type { Held, PlainRow } from './table';

/** Which state of the database a table is of. */
export interface AsOf {
  /** Of the table, from TableVersion. */
  version: string;
  /** As pg_current_snapshot() writes it. */
  snapshot: string;
}

/** Fields of a dataset that are held, with what their columns are. */
export function heldOf(dataset: Dataset): Held[] {
  const attributes = dataset.model.getAttributes();
  return (dataset.held ?? []).map((key) => {
    const field = dataset.fields.get(key);
    const [column = ''] = field?.columns ?? [];
    const { type } = attributes[column] ?? {};
    if (!field || !type) throw new Error(`${dataset.key}.${key} is no column`);
    const { scale = 0 } = (type as { options?: { scale?: number } }).options ?? {};
    return { field, column, kind: KINDS[field.type] ?? 'code', scale };
  });
}
const KINDS: Partial<Record<string, Held['kind']>> = {
  ref: 'ref',
  number: 'number',
  date: 'date',
  instant: 'instant',
};

const tableOf = (dataset: Dataset): string => dataset.model.getTableName() as string;

const rowsSql = (dataset: Dataset, held: readonly Held[]): string => {
  const columns = ['id', ...new Set(held.map(({ column }) => column))];
  const selected = ['d.id', ...held.map((each, index) => `${selectOf(each)} AS c${index}`)];
  return `SELECT ${selected.join(', ')} FROM (${scopeSql(dataset.model, everything, columns)}) d`;
};

/** In the order of the date that ranges are mostly of: then a range is in few chunks, and the others are passed over. */
function inOrder({ fields, dateField }: Dataset, held: readonly Held[]): string {
  const date = held.find(({ field }) => field === fields.get(dateField));
  return date ? `ORDER BY d."${date.column}"` : '';
}

/** How many rows the table has, as far as PostgreSQL knows without counting. */
export async function estimatedRows(client: pg.PoolClient, dataset: Dataset): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(
    'SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = $1::regclass',
    [`"${tableOf(dataset)}"`],
  );
  return Math.max(0, rows[0]?.rows ?? 0);
}

/** Reads all rows in a transaction of its own: some four seconds per million, a bit at a time. Throws beyond `most` rows. */
export async function readAll(
  client: pg.PoolClient,
  dataset: Dataset,
  held: readonly Held[],
  { estimate, most }: { estimate: number; most: number },
): Promise<{ table: ColumnTable; asOf: AsOf }> {
  const table = new ColumnTable(held, most);
  table.reserve(Math.ceil(estimate * 1.05));
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // The connection may come from a pool that is told to stop statements after a while; this one is meant to be long.
    await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'`);
    const versions = versionsOf((await client.query<VersionRow>(VERSIONS_SQL)).rows);
    const { rows } = await client.query<{ snapshot: string }>(
      'SELECT pg_current_snapshot()::text AS snapshot',
    );
    const rowsInOrder = `${rowsSql(dataset, held)} ${inOrder(dataset, held)}`;
    await pipeline(client.query(copyTo(`COPY (${rowsInOrder}) TO STDOUT (FORMAT binary)`)), copyInto(table));
    const version = versions.get(dataset.model.name) ?? '0';
    return { table, asOf: { version, snapshot: rows[0]?.snapshot ?? '' } };
  } finally {
    await client.query('ROLLBACK');
  }
}

/** More changes than that, and reading everything anew is less work. */
const MOST_CHANGES = 5_000;

/**
 * What was written between a state and the one that `run` sees: seen by the one, not by the other. Null when that is not
 * known any more, or was too much.
 */
export async function readChanges(
  dataset: Dataset,
  { snapshot }: AsOf,
  run: Run,
): Promise<{ ids: string[]; snapshot: string } | null> {
  const [found] = await run({
    text: CHANGES_SQL,
    values: [tableOf(dataset), snapshot, MOST_CHANGES + 1],
  });
  const { ids, lines, now, known } = (found ?? {}) as unknown as {
    ids: (string | null)[];
    lines: number;
    now: string;
    known: boolean;
  };
  if (!known || lines > MOST_CHANGES) return null;
  const written = ids.filter((id) => id !== null);
  return written.length === ids.length ? { ids: written, snapshot: now } : null;
}
const CHANGES_SQL = `SELECT pg_current_snapshot()::text AS now,
  (SELECT below <= pg_snapshot_xmin($2::pg_snapshot) FROM "TableChangePruning") AS known,
  count(*)::int AS lines, coalesce(array_agg(DISTINCT "rowId"), '{}') AS ids
  FROM (SELECT "rowId" FROM "TableChange" WHERE "tableName" = $1 AND xid >= pg_snapshot_xmin($2::pg_snapshot)
    AND NOT pg_visible_in_snapshot(xid, $2::pg_snapshot) LIMIT $3) noted`;

/** These rows as `run` sees them; those that are gone are left out. */
export async function readRows(
  dataset: Dataset,
  held: readonly Held[],
  ids: string[],
  run: Run,
): Promise<PlainRow[]> {
  const rows = await run({ text: `${rowsSql(dataset, held)} WHERE d.id = ANY($1::uuid[])`, values: [ids] });
  return rows.map((row) => [row['id'] as string, ...held.map((_held, index) => plain(row, index))]);
}
const plain = (row: RawRow, index: number): string | number | null =>
  (row[`c${index}`] ?? null) as string | number | null;
