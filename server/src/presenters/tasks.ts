import type { Task as TaskView } from '@besahubs/contracts/tasks';
import type { Task } from '../models/Task';
import type { Actor } from '../policies/actor';
import { taskPolicy } from '../policies/tasks';
import { isoOrNull, metaOf, personRef, pick, refOf } from './refs';

const facts = ['title', 'contactId', 'companyId', 'propertyId', 'dealId', 'outcome', 'description'] as const;

export const presentTask = (actor: Actor, task: Task): TaskView => ({
  ...metaOf(task),
  ...pick(task, facts),
  type: task.type as TaskView['type'],
  priority: task.priority as TaskView['priority'],
  status: task.status as TaskView['status'],
  recurrence: task.recurrence as TaskView['recurrence'],
  dueAt: isoOrNull(task.dueAt),
  remindAt: isoOrNull(task.remindAt),
  completedAt: isoOrNull(task.completedAt),
  assignee: personRef(task.assignee),
  contact: refOf(task.contact),
  company: refOf(task.company),
  property: refOf(task.property),
  deal: refOf(task.deal),
  overdue: ['open', 'in_progress'].includes(task.status) && task.dueAt !== null && task.dueAt < new Date(),
  abilities: { update: taskPolicy.update(actor, task), delete: taskPolicy.delete(actor, task) },
});
