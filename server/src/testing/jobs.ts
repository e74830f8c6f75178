import { runOnce } from 'graphile-worker';
import { taskList } from '../jobs/worker';

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
