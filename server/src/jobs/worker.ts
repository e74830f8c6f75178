import { run, runMigrations } from 'graphile-worker';
import type { Runner, TaskList } from 'graphile-worker';
import { logger } from '../lib/logger';
import { crontab, handlers } from './handlers';

const quiet = () => undefined;
// graphile-worker narrates every job; failures are what a log should hold.
const workerLogger = {
  scope: () => workerLogger,
  error: (message: string, meta?: object) => logger.error({ ...meta }, message),
  warn: (message: string, meta?: object) => logger.warn({ ...meta }, message),
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
