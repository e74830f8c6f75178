import { runOnce } from 'graphile-worker';
import { QueryTypes } from 'sequelize';
import { taskList } from '../jobs/worker';
import { database } from '../models';

const quiet = () => undefined;
const logger = { scope: () => logger, error: quiet, warn: quiet, info: quiet, debug: quiet };

/** Runs every job that is due in the test's database, with the handlers of the app, until none is left. */
export const runJobs = (connectionString: string): Promise<void> =>
  runOnce({
    connectionString,
    taskList: taskList(),
    noHandleSignals: true,
    logger: logger as never,
    concurrency: 2,
  });

export interface QueuedJob {
  id: string;
  name: string;
  payload: unknown;
  key: string | null;
  runAt: Date;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
  locked: boolean;
}

/** What lies in the queue as any other session sees it: what is not committed yet is not there. */
export const queuedJobs = (name?: string): Promise<QueuedJob[]> =>
  database().query<QueuedJob>(
    `SELECT j.id::text AS id, t.identifier AS name, j.payload, j.key, j.run_at AS "runAt", j.attempts,
            j.max_attempts AS "maxAttempts", j.last_error AS "lastError", j.locked_at IS NOT NULL AS locked
       FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE $1::text IS NULL OR t.identifier = $1 ORDER BY j.id`,
    { bind: [name ?? null], type: QueryTypes.SELECT },
  );

/** Throws away what is queued, for a test that counts what it causes. */
export const forgetJobs = (): Promise<unknown> =>
  database().query('DELETE FROM graphile_worker._private_jobs');
