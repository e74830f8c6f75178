import type pg from 'pg';
import { database } from '.';

/** A statement under its name: a connection has it parsed and planned once. */
export interface Prepared {
  name: string;
  text: string;
}

/**
 * Rows of a prepared statement, for what nearly every request asks: over the pool of the models, but past their machinery,
 * which takes longer than the database does. Outside of any transaction. Values arrive as in the models.
 */
export async function readPrepared<Row extends object>(
  { name, text }: Prepared,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { connectionManager } = database();
  const connection = await connectionManager.getConnection({ type: 'read' });
  try {
    const { rows } = await (connection as pg.Client).query<Row>({ name, text, values: [...values] });
    return rows;
  } finally {
    connectionManager.releaseConnection(connection);
  }
}
