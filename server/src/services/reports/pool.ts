import pg from 'pg';
import type { Sequelize } from 'sequelize';
import { AppError } from '../../lib/errors';
import { logger } from '../../lib/logger';
import { database } from '../../models';
import type { Statement } from './sql';

/** Reports may use this many connections and no more, so that they cannot starve the rest of the app. */
export const MAX_CONNECTIONS = 4;
const WAIT_FOR_CONNECTION_MS = 10_000;
/** A new connection costs more than most answers. */
const KEEP_IDLE_MS = 60_000;

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
    idleTimeoutMillis: KEEP_IDLE_MS,
    allowExitOnIdle: true,
    types,
  });
  // An idle connection that the server ends is replaced at the next query.
  const lost = (error: Error) => logger.debug({ err: error }, 'report connection lost');
  pool.on('error', lost);
  // One that is lost while somebody has it fails their next statement; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', lost));
  pools.set(sequelize, pool);
  return pool;
}

/** A connection of the pool; throws `unavailable` when none is to be had in time. */
export const connect = (): Promise<pg.PoolClient> =>
  reportPool()
    .connect()
    .catch((cause: unknown) => {
      throw new AppError('unavailable', { cause });
    });

/** Whether somebody waits for a connection. */
export const isWanted = (): boolean => reportPool().waitingCount > 0;
/** Whether a connection can be had at once, and nobody waits for it. */
export function isSpare(): boolean {
  const { waitingCount, idleCount, totalCount } = reportPool();
  return waitingCount === 0 && (idleCount > 0 || totalCount < MAX_CONNECTIONS);
}

export type RawRow = Record<string, string | number | boolean | null>;
export type Run = (statement: Statement) => Promise<RawRow[]>;

/** Runs `work` on a connection. Aborting cancels what runs there; nothing is cancelled after this has returned. */
export async function cancellable<T>(
  client: pg.PoolClient,
  signal: AbortSignal,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const { processID } = client as unknown as { processID: number };
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling = cancelBackend(processID);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(async ({ text, values }) => {
      signal.throwIfAborted();
      return (await client.query<RawRow>(text, values)).rows;
    });
  } catch (error) {
    throw translated(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelling;
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
export function translated(error: unknown): unknown {
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
