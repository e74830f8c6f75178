import { pruneSessions } from '../services/auth/sessions';
import { systemCtx } from '../services/context';
import type { JobPayloads } from './payloads';

type Handlers = { [Name in keyof JobPayloads]: (payload: JobPayloads[Name], jobId: string) => Promise<void> };

/** Job name → the one service call it stands for. */
export const handlers: Handlers = {
  'sessions:prune': (_payload, jobId) => pruneSessions(systemCtx(jobId)),
};

/** Minute hour day month weekday, in UTC. */
export const crontab = ['17 3 * * * sessions:prune ?fill=1d'].join('\n');
