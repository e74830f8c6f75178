import { pruneSessions } from '../services/auth/sessions';
import { enqueueDueSyncs, runSyncJob } from '../services/calendar/schedule';
import { systemCtx } from '../services/context';
import { runDueSchedules } from '../services/dashboards/schedules/due';
import { mailDashboard } from '../services/dashboards/schedules/mail';
import { launchDue, sendBatch } from '../services/email/campaigns/run';
import { deliverEmail } from '../services/email/deliver';
import { sweep } from '../services/email/sweep';
import { pruneChanges } from '../services/reports/columnar/prune';
import type { JobPayloads } from './payloads';

type Handlers = { [Name in keyof JobPayloads]: (payload: JobPayloads[Name], jobId: string) => Promise<void> };

/** Job name → the one service call it stands for. */
export const handlers: Handlers = {
  'reports:prune': (_payload, jobId) => pruneChanges(systemCtx(jobId)),
  'sessions:prune': (_payload, jobId) => pruneSessions(systemCtx(jobId)),
  'calendar:sync': ({ accountId }, jobId) => runSyncJob(systemCtx(jobId), accountId),
  'calendar:poll': (_payload, jobId) => enqueueDueSyncs(systemCtx(jobId)),
  'email:send': ({ emailLogId }, jobId) => deliverEmail(systemCtx(jobId), emailLogId),
  'email:sweep': (_payload, jobId) => sweep(systemCtx(jobId)),
  'dashboards:due': (_payload, jobId) => runDueSchedules(systemCtx(jobId)),
  'dashboards:mail': (run, jobId) => mailDashboard(systemCtx(jobId), run),
  'campaign:launch': ({ campaignId, scheduledAt }, jobId) =>
    launchDue(systemCtx(jobId), campaignId, scheduledAt),
  'campaign:batch': ({ campaignId }, jobId) => sendBatch(systemCtx(jobId), campaignId),
};

/** Minute hour day month weekday, in UTC. */
export const crontab = [
  '17 3 * * * sessions:prune ?fill=1d',
  '7 * * * * reports:prune',
  '*/5 * * * * calendar:poll',
  '* * * * * email:sweep',
  '* * * * * dashboards:due',
].join('\n');
