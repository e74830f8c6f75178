import { z } from 'zod';
import { dateOnly, instant, ref, uuid } from './common';
import { dealStageKeys } from './deals';

export const homeViews = ['mine', 'all'] as const;
export type HomeView = (typeof homeViews)[number];
export const homeQuery = z.strictObject({
  /** `all` is everything in the caller's row scope: a manager's teams, an admin's firm. For those two it is the default. */
  view: z.enum(homeViews).optional(),
});

/** "What do I do now": the caller's own tasks and meetings; deals, mail and figures as wide as the view. */
export const home = z.object({
  view: z.enum(homeViews),
  /** The caller's own open tasks. */
  tasks: z.object({ overdue: z.number(), today: z.number(), upcoming: z.number() }),
  /** Overdue tasks of the view. */
  tasksOverdue: z.number(),
  /** Soonest first, overdue before today; at most ten. */
  nextTasks: z.array(
    z.object({
      id: uuid,
      version: z.number(),
      title: z.string(),
      type: z.string(),
      dueAt: instant.nullable(),
      overdue: z.boolean(),
      contact: ref.nullable(),
      deal: ref.nullable(),
    }),
  ),
  /** Today's, in the caller's zone, from every connected calendar. */
  meetings: z.array(
    z.object({
      id: uuid,
      title: z.string().nullable(),
      start: instant,
      end: instant,
      isAllDay: z.boolean(),
      location: z.string().nullable(),
      contact: ref.nullable(),
    }),
  ),
  /** Open deals that have not moved for longer than their stage's patience, longest first; at most ten. */
  rottingDeals: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      owner: ref.nullable(),
      stage: z.enum(dealStageKeys),
      daysInStage: z.number(),
      weightedCommission: z.number().nullable(),
      expectedCloseDate: dateOnly.nullable(),
    }),
  ),
  /** Opens and clicks by people (not machines) in the last seven days; newest first, one line a contact. */
  engagement: z.array(
    z.object({ contact: ref, type: z.enum(['open', 'click']), at: instant, count: z.number() }),
  ),
  pipeline: z.object({
    openDeals: z.number(),
    grossCommission: z.number(),
    weightedCommission: z.number(),
    closedThisYear: z.number(),
  }),
});
export type Home = z.infer<typeof home>;
