import { QueryTypes } from 'sequelize';
import { database } from '../../models';

/**
 * A text that changes whenever a committed transaction wrote to one of the tables, by whatever way: triggers count in the
 * database. Read before the data, so that an answer is never filed under a version newer than itself.
 */
export async function versionOf(tables: readonly string[]): Promise<string> {
  const rows = await database().query<{ tableName: string; version: number }>(
    `SELECT "tableName", sum(version)::bigint AS version FROM "TableVersion" WHERE "tableName" = ANY($1) GROUP BY 1 ORDER BY 1`,
    { bind: [[...tables]], type: QueryTypes.SELECT },
  );
  return rows.map(({ tableName, version }) => `${tableName}${version}`).join('.');
}
