import { run, runMigrations } from 'graphile-worker';
import type { Runner, TaskList } from 'graphile-worker';
import { logger } from '../lib/logger';
import { crontab, handlers } from './handlers';

const quiet = () => undefined;

interface Meta {
  job?: { id: string; task_identifier: string; attempts: number; max_attempts: number };
  error?: unknown;
}
/** What went wrong, and with which job: its name and number, not what it was given. */
const told = ({ job, error }: Meta = {}): object => ({
  ...(job && {
    job: { id: job.id, name: job.task_identifier, attempts: job.attempts, maxAttempts: job.max_attempts },
  }),
  ...(error !== undefined && { err: error }),
});
// graphile-worker narrates every job; failures are what a log should hold.
const workerLogger = {
  scope: () => workerLogger,
  error: (message: string, meta?: Meta) => logger.error(told(meta), message),
  warn: (message: string, meta?: Meta) => logger.warn(told(meta), message),
  info: quiet,
  debug: quiet,
};

/** Creates or upgrades the queue's own schema; safe to repeat. */
export const migrateQueue = (connectionString: string): Promise<void> =>
  runMigrations({ connectionString, logger: workerLogger as never });

/** The handlers as the queue wants them. */
export const taskList = (): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (payload, helpers) =>
        (handler as (payload: unknown, jobId: string) => Promise<void>)(payload, `job-${helpers.job.id}`),
    ]),
  );

/** Starts taking jobs in this process; several processes share the queue and run each job once. */
export function startWorker(connectionString: string, concurrency = 4): Promise<Runner> {
  return run({
    connectionString,
    concurrency,
    taskList: taskList(),
    crontab,
    noHandleSignals: true,
    maxPoolSize: concurrency + 2,
    logger: workerLogger as never,
  });
}
