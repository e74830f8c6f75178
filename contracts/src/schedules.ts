import { z } from 'zod';
import { instant, patchOf, ref, timeZone, uuid } from './common';

export const frequencies = ['daily', 'weekdays', 'weekly', 'monthly'] as const;
export type Frequency = (typeof frequencies)[number];

/** A dashboard by e-mail. Every recipient gets the numbers of their own row scope. */
export const scheduleInput = z.strictObject({
  frequency: z.enum(frequencies),
  /** ISO weekday, 1 Monday … 7 Sunday; for `weekly`. */
  weekday: z.number().int().min(1).max(7).default(1),
  /** For `monthly`; in shorter months their last day. */
  dayOfMonth: z.number().int().min(1).max(31).default(1),
  /** Local time in `timezone`. */
  hour: z.number().int().min(0).max(23).default(8),
  minute: z.number().int().min(0).max(59).default(0),
  timezone: timeZone,
  /** Users who may see the dashboard. */
  userIds: z.array(uuid).min(1).max(50),
  enabled: z.boolean().default(true),
});
export type ScheduleInput = z.input<typeof scheduleInput>;
export const schedulePatch = patchOf(scheduleInput);
export type SchedulePatch = z.input<typeof schedulePatch>;

/** How many mails “send now” has put on their way. */
export const scheduleSent = z.object({ queued: z.number() });

export const schedule = z.object({
  id: uuid,
  version: z.number(),
  dashboardId: uuid,
  createdAt: instant,
  frequency: z.enum(frequencies),
  weekday: z.number(),
  dayOfMonth: z.number(),
  hour: z.number(),
  minute: z.number(),
  timezone: z.string(),
  recipients: z.array(
    ref.extend({
      lastSentAt: instant.nullable(),
      /** Why the last run did not write to them: no longer active, or the dashboard is no longer shared with them. */
      problem: z.enum(['disabled', 'no_access']).nullable(),
    }),
  ),
  enabled: z.boolean(),
  nextRunAt: instant.nullable(),
  lastRunAt: instant.nullable(),
});
export type Schedule = z.infer<typeof schedule>;
