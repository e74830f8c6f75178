import { readPrepared } from '../../models/prepared';

/** How often each table was written to by committed transactions; triggers count in the database. */
export type Versions = ReadonlyMap<string, string>;
export interface VersionRow {
  tableName: string;
  version: string;
}

/** Read inside a snapshot it says exactly what that snapshot sees. */
export const VERSIONS_SQL = `SELECT "tableName", sum(version)::text AS version FROM "TableVersion" GROUP BY 1`;

export const versionsOf = (rows: readonly VersionRow[]): Versions =>
  new Map(rows.map(({ tableName, version }) => [tableName, version]));

/** The versions now, from a connection of the app: also while all connections of reports are busy. */
export async function readVersions(): Promise<Versions> {
  return versionsOf(await readPrepared<VersionRow>({ name: 'report-versions', text: VERSIONS_SQL }));
}

/** A text that differs as soon as one of the tables was written to, by whatever way. */
export const versionText = (versions: Versions, tables: readonly string[]): string =>
  tables
    .map((table) => `${table}${versions.get(table) ?? '0'}`)
    .sort()
    .join('.');
