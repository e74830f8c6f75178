/** Every job there is, and what it is given. A name that is missing in handlers.ts does not compile. */
export interface JobPayloads {
  'sessions:prune': Record<string, never>;
  'reports:prune': Record<string, never>;
  'calendar:sync': { accountId: string };
  'calendar:poll': Record<string, never>;
  'email:send': { emailLogId: string };
  'email:sweep': Record<string, never>;
  /** `scheduledAt` as it was then: a campaign that was moved since ignores the job. */
  'campaign:launch': { campaignId: string; scheduledAt: string };
  'dashboards:due': Record<string, never>;
  /** `runAt` is when it was to run; the three together name the mail. */
  'dashboards:mail': { scheduleId: string; runAt: string; userId: string };
  'campaign:batch': { campaignId: string };
}
