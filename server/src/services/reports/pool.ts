import pg from 'pg';
import type { Sequelize } from 'sequelize';
import { AppError } from '../../lib/errors';
import { logger } from '../../lib/logger';
import { database } from '../../models';
import type { Statement } from './sql';

/** Reports may use this many connections and no more, so that they cannot starve the rest of the app. */
const MAX_CONNECTIONS = 4;
const STATEMENT_TIMEOUT_MS = 5_000;
const WAIT_FOR_CONNECTION_MS = 10_000;

/** Unnamed statements always get a plan for their own values; compiling to machine code costs more than it gains here. */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}; SET LOCAL jit = off; SET LOCAL TimeZone = 'UTC'`;

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
/** NUMERIC and BIGINT become numbers here, dates stay text, instants become ISO text. */
const parsers: Record<number, (text: string) => unknown> = {
  [INT8]: Number,
  [NUMERIC]: Number,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string): ((text: string) => unknown) =>
    parsers[oid] ?? (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown),
};

const pools = new WeakMap<Sequelize, pg.Pool>();

function reportPool(): pg.Pool {
  const sequelize = database();
  const known = pools.get(sequelize);
  if (known) return known;
  const { host, port, database: name, username, password } = sequelize.config;
  const { dialectOptions } = (sequelize as unknown as { options: { dialectOptions?: pg.PoolConfig } })
    .options;
  const pool = new pg.Pool({
    ...dialectOptions,
    host,
    port: Number(port ?? 5432),
    database: name,
    user: username,
    password: password ?? undefined,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: WAIT_FOR_CONNECTION_MS,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    types,
  });
  // An idle connection that the server ends is replaced at the next query.
  pool.on('error', (error) => logger.debug({ err: error }, 'report connection lost'));
  pools.set(sequelize, pool);
  return pool;
}

export type RawRow = Record<string, string | number | boolean | null>;
export type Run = (statement: Statement) => Promise<RawRow[]>;

/**
 * Runs `work` in one read-only transaction: all of its statements see the same data. Aborting cancels what is running.
 * Throws `timeout` after five seconds, `unavailable` when no connection is to be had.
 */
export async function inSnapshot<T>(signal: AbortSignal, work: (run: Run) => Promise<T>): Promise<T> {
  const client = await reportPool()
    .connect()
    .catch((cause: unknown) => {
      throw new AppError('unavailable', { cause });
    });
  const { processID } = client as unknown as { processID: number };
  const cancel = () => void cancelBackend(processID);
  signal.addEventListener('abort', cancel, { once: true });
  let broken: Error | undefined;
  try {
    signal.throwIfAborted();
    await client.query(BEGIN);
    const result = await work(async ({ text, values }) => (await client.query<RawRow>(text, values)).rows);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost;
    });
    throw translated(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    client.release(broken);
  }
}

async function cancelBackend(pid: number): Promise<void> {
  try {
    await database().query('SELECT pg_cancel_backend($1)', { bind: [pid] });
  } catch (error) {
    logger.warn({ err: error as Error }, 'a report could not be cancelled');
  }
}

/** By SQLSTATE: cancelled or out of time, a value PostgreSQL cannot hold, no connection. */
function translated(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || error instanceof AppError) return error;
  if (code === '57014')
    return new AppError('timeout', {
      message: 'This took too long. Choose a shorter range or fewer groups.',
      cause: error,
    });
  if (code.startsWith('22'))
    return new AppError('invalid', { message: 'A value is out of range.', cause: error });
  if (code.startsWith('08') || code.startsWith('57P') || code === 'ECONNREFUSED')
    return new AppError('unavailable', { cause: error });
  return error;
}
