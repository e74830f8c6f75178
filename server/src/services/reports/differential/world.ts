import { QueryTypes } from 'sequelize';
import { database } from '../../../models';

/** A table’s row as PostgreSQL writes it down: numerics as text, instants as ISO text in UTC, dates as `YYYY-MM-DD`. */
export type Row = Readonly<Record<string, unknown>> & { id: string };

const TABLES = [
  'User',
  'Team',
  'Company',
  'Contact',
  'ContactShare',
  'Property',
  'Deal',
  'DealMember',
  'Task',
  'Campaign',
  'EmailLog',
  'EmailEvent',
  'Lease',
  'DealStageEvent',
  'Activity',
] as const;
type TableName = (typeof TABLES)[number];

/** Every row of every table that reports speak of, deleted ones too. */
export type World = Readonly<Record<TableName, readonly Row[]>>;

export async function readWorld(): Promise<World> {
  const read = async (table: TableName) => {
    const columns = await database().query<{ name: string; type: string }>(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = $1`,
      { bind: [table], type: QueryTypes.SELECT },
    );
    const selected = columns.map(({ name, type }) => `${plain(name, type)} AS "${name}"`).join(', ');
    return database().query<Row>(`SELECT ${selected} FROM "${table}"`, { type: QueryTypes.SELECT });
  };
  const tables: [TableName, readonly Row[]][] = [];
  for (const table of TABLES) tables.push([table, await read(table)]);
  return Object.fromEntries(tables) as World;
}

function plain(name: string, type: string): string {
  if (type === 'timestamp with time zone')
    return `to_char("${name}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  if (type === 'numeric' || type === 'date') return `"${name}"::text`;
  return `"${name}"`;
}
