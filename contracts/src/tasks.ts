import { z } from 'zod';
import {
  abilities,
  csv,
  instant,
  listParams,
  longText,
  ownerFilter,
  patchOf,
  recordMeta,
  ref,
  segmentParam,
  text,
  uuid,
} from './common';

export const taskTypes = [
  'call',
  'email',
  'meeting',
  'tour',
  'follow_up',
  'loi',
  'dd_item',
  'document',
] as const;
export const taskPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export const taskStatuses = ['open', 'in_progress', 'done', 'cancelled'] as const;
export const taskViews = ['today', 'overdue', 'upcoming', 'no_date'] as const;
export const recurrences = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;

const facts = {
  dueAt: instant.nullable(),
  remindAt: instant.nullable(),
  contactId: uuid.nullable(),
  companyId: uuid.nullable(),
  propertyId: uuid.nullable(),
  dealId: uuid.nullable(),
  recurrence: z.enum(recurrences).nullable(),
  outcome: text(200).nullable(),
  description: longText().nullable(),
};

export const taskInput = z.strictObject({
  title: text(200),
  type: z.enum(taskTypes).default('follow_up'),
  priority: z.enum(taskPriorities).default('normal'),
  status: z.enum(taskStatuses).default('open'),
  assigneeId: uuid.optional(),
  ...z.object(facts).partial().shape,
});
export type TaskInput = z.input<typeof taskInput>;
export const taskPatch = patchOf(taskInput);
export type TaskPatch = z.input<typeof taskPatch>;

export const taskSortable = [
  'title',
  'dueAt',
  'priority',
  'status',
  'type',
  'createdAt',
  'updatedAt',
] as const;
export const taskQuery = z.strictObject({
  ...listParams(taskSortable, 'dueAt'),
  ...segmentParam,
  /** Bounds are days in the caller's own time zone. */
  view: z.enum(taskViews).optional(),
  status: csv(z.enum(taskStatuses)).optional(),
  type: csv(z.enum(taskTypes)).optional(),
  priority: csv(z.enum(taskPriorities)).optional(),
  assigneeId: ownerFilter.optional(),
  contactId: uuid.optional(),
  companyId: uuid.optional(),
  propertyId: uuid.optional(),
  dealId: uuid.optional(),
  dueFrom: instant.optional(),
  dueTo: instant.optional(),
});
export type TaskQuery = z.output<typeof taskQuery>;

export const task = z.object({
  ...recordMeta,
  title: z.string(),
  type: z.enum(taskTypes),
  priority: z.enum(taskPriorities),
  status: z.enum(taskStatuses),
  completedAt: instant.nullable(),
  assignee: ref.nullable(),
  ...facts,
  contact: ref.nullable(),
  company: ref.nullable(),
  property: ref.nullable(),
  deal: ref.nullable(),
  overdue: z.boolean(),
  abilities,
});
export type Task = z.infer<typeof task>;
