import type pg from 'pg';
import { AppError } from '../../lib/errors';
import { logger } from '../../lib/logger';
import { MAX_CONNECTIONS, cancellable, connect, isSpare, isWanted, translated } from './pool';
import type { Run } from './pool';
import { VERSIONS_SQL, versionsOf } from './versions';
import type { VersionRow, Versions } from './versions';

const STATEMENT_TIMEOUT_MS = 5_000;

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
/**
 * Unnamed statements always get a plan for their own values; compiling to machine code costs more than it gains here.
 * Large scans are shared by two processes, also where the server leaves that off for short queries; without parallel
 * hashing they need next to no shared memory. Medians sort in memory.
 */
const SETTINGS = [
  `SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
  'SET LOCAL jit = off',
  `SET LOCAL TimeZone = 'UTC'`,
  'SET LOCAL max_parallel_workers_per_gather = 2',
  'SET LOCAL enable_parallel_hash = off',
  `SET LOCAL work_mem = '32MB'`,
].join('; ');
/** What fails is rolled back to here, and the transaction goes on with the same snapshot. */
const SAVEPOINT = 'SAVEPOINT unharmed';

type Results = (pg.QueryResult<Record<string, unknown>> | undefined)[];
/** Several statements in one message. */
const sendAll = async (client: pg.PoolClient, statements: string[]): Promise<Results> =>
  (await client.query(statements.join('; '))) as unknown as Results;

/** Ends the transaction and gives the connection back; nobody has to wait for that. */
function end(client: pg.PoolClient, how: 'COMMIT' | 'ROLLBACK'): void {
  client.query(how).then(
    () => client.release(),
    (lost: Error) => client.release(lost),
  );
}

/** A read-only transaction: everything read in it is of the same state of the data. */
export interface Snapshot {
  versions: Versions;
  /** Aborting `signal` cancels what is running; the transaction is over then. Throws `timeout` after five seconds. */
  read<T>(signal: AbortSignal, work: (run: Run) => Promise<T>): Promise<T>;
  /** To be called once, when nothing is being read. */
  end(): void;
}

/** Begins one; throws `unavailable` when no connection is to be had. */
export async function openSnapshot(): Promise<Snapshot> {
  const client = await connect();
  let outcome: 'COMMIT' | 'ROLLBACK' = 'COMMIT';
  try {
    const versions = versionsIn(await sendAll(client, [BEGIN, SETTINGS, VERSIONS_SQL]));
    return {
      versions,
      read: async (signal, work) => {
        try {
          return await cancellable(client, signal, work);
        } catch (error) {
          outcome = 'ROLLBACK';
          throw error;
        }
      },
      end: () => end(client, outcome),
    };
  } catch (error) {
    end(client, 'ROLLBACK');
    throw translated(error);
  }
}

/** Runs `work` in a snapshot of its own, whose versions it is told. Errors: as those of a snapshot. */
export async function inSnapshot<T>(
  signal: AbortSignal,
  work: (run: Run, versions: Versions) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const snapshot = await openSnapshot();
  try {
    return await snapshot.read(signal, (run) => work(run, snapshot.versions));
  } finally {
    snapshot.end();
  }
}

const rowsWith = (results: Results, column: string): Record<string, unknown>[] =>
  results.find((result) => result?.fields.some(({ name }) => name === column))?.rows ?? [];
const versionsIn = (results: Results): Versions =>
  versionsOf(rowsWith(results, 'tableName') as unknown as VersionRow[]);

interface Job {
  gone: AbortSignal;
  run(run: Run): Promise<void>;
  fail(error: unknown): void;
}
/** Adds something to be run in the snapshot. It is skipped, or cancelled, when `gone` is aborted. */
export type Enqueue = <T>(gone: AbortSignal, work: (run: Run) => Promise<T>) => Promise<T>;

/**
 * Several pieces of work on one snapshot. `plan` is told its versions and enqueues what there is to do, before it returns;
 * that is then run one after the other, and on further connections while those are spare. A piece that fails harms no
 * other. Resolves when all are done; throws `unavailable` when no connection is to be had, and what `plan` throws. Whatever
 * was enqueued is settled by then, so that nobody waits in vain.
 */
export async function shareSnapshot(plan: (versions: Versions, enqueue: Enqueue) => void): Promise<void> {
  const client = await connect();
  const jobs: Job[] = [];
  const enqueued: Job[] = [];
  let over: { why: unknown } | undefined;
  const enqueue: Enqueue = (gone, work) =>
    new Promise((resolve, reject) => {
      if (over) throw over.why;
      const job: Job = { gone, run: async (run) => resolve(await work(run)), fail: reject };
      jobs.push(job);
      enqueued.push(job);
    });
  /** Failing what has ended already changes nothing. */
  const close = (why: unknown): void => {
    over = { why };
    for (const job of enqueued) job.fail(why);
  };
  try {
    const results = await sendAll(client, [
      BEGIN,
      SETTINGS,
      VERSIONS_SQL,
      'SELECT pg_export_snapshot() AS snapshot',
      SAVEPOINT,
    ]).catch((error: unknown) => {
      throw translated(error);
    });
    const snapshot = String(rowsWith(results, 'snapshot')[0]?.['snapshot']);
    plan(versionsIn(results), enqueue);
    await runAll(client, snapshot, jobs);
    close(new AppError('unavailable'));
  } catch (error) {
    close(error);
    throw error;
  } finally {
    end(client, 'COMMIT');
  }
}

/** The first connection lives as long as there is work, since the snapshot ends with it. */
async function runAll(first: pg.PoolClient, snapshot: string, jobs: Job[]): Promise<void> {
  const helpers: Promise<void>[] = [];
  let coming = 0;
  let helping = 0;
  const enlist = (): void => {
    if (coming >= jobs.length || coming + helping >= MAX_CONNECTIONS - 1 || !isSpare()) return;
    coming += 1;
    helpers.push(help());
  };
  /** Runs jobs on a connection of its own, until there are none or somebody else waits for a connection. */
  const help = async (): Promise<void> => {
    const client = await join(snapshot);
    coming -= 1;
    if (!client) return;
    helping += 1;
    await runOn(client, jobs, enlist, isWanted);
    helping -= 1;
    end(client, 'COMMIT');
  };
  await runOn(first, jobs, enlist, () => false);
  await Promise.all(helpers);
}

/** A further connection that sees the snapshot; null when there is none: the first does what this one could not. */
async function join(snapshot: string): Promise<pg.PoolClient | null> {
  const client = await connect().catch(() => null);
  if (!client) return null;
  try {
    await sendAll(client, [BEGIN, `SET TRANSACTION SNAPSHOT '${snapshot}'`, SETTINGS, SAVEPOINT]);
    return client;
  } catch (error) {
    logger.debug({ err: error as Error }, 'a report connection could not join');
    end(client, 'ROLLBACK');
    return null;
  }
}

/** Never rejects: a job hears of its own failure. */
async function runOn(
  client: pg.PoolClient,
  jobs: Job[],
  enlist: () => void,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const job = jobs.shift();
    if (!job) return;
    enlist();
    if (!(await survives(client, job))) return;
  }
}

/** Runs one job; false when the connection was lost with it. */
async function survives(client: pg.PoolClient, job: Job): Promise<boolean> {
  try {
    await cancellable(client, job.gone, (run) => job.run(run));
    return true;
  } catch (error) {
    job.fail(error);
    return client.query('ROLLBACK TO unharmed').then(
      () => true,
      () => false,
    );
  }
}
