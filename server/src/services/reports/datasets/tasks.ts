import { taskPriorities, taskStatuses, taskTypes } from '@besahubs/contracts/tasks';
import { Task } from '../../../models/Task';
import { taskPolicy } from '../../../policies/tasks';
import { choices, column, companyOf, computed, idField, person, propertyOf, teamOf } from '../dataset';
import type { Dataset, Field } from '../dataset';
import { contactOf, dealOf } from '../names';

const fields: Record<string, Field> = {
  id: idField('Task'),
  title: column('title', 'Title', 'text'),
  type: column('type', 'Type', 'enum', { values: choices(taskTypes) }),
  priority: column('priority', 'Priority', 'enum', { values: choices(taskPriorities) }),
  status: column('status', 'Status', 'enum', { values: choices(taskStatuses) }),
  assignee: person('assigneeId', 'Assignee'),
  owner: person('ownerId', 'Owner'),
  team: teamOf(),
  outcome: column('outcome', 'Outcome', 'text'),
  dueAt: column('dueAt', 'Due', 'instant'),
  completedAt: column('completedAt', 'Completed', 'instant'),
  createdAt: column('createdAt', 'Created', 'instant'),
  overdue: computed(
    ({ now }) =>
      `(d.status IN ('open','in_progress') AND d."dueAt" IS NOT NULL AND d."dueAt" < '${now.toISOString()}'::timestamptz)`,
    ['status', 'dueAt'],
    'Overdue',
    'boolean',
  ),
  hoursToComplete: computed(
    () => `(extract(epoch FROM d."completedAt" - d."createdAt") / 3600)`,
    ['completedAt', 'createdAt'],
    'Hours to complete',
    'number',
  ),
  company: companyOf('companyId', 'Company'),
  property: propertyOf(),
  contact: contactOf(),
  deal: dealOf(),
};

export const tasks: Dataset = {
  key: 'tasks',
  label: 'Tasks',
  noun: 'tasks',
  model: Task,
  scope: (actor) => taskPolicy.scope(actor),
  scopeTables: ['Deal', 'DealMember', 'Contact', 'ContactShare'],
  dateField: 'dueAt',
  fields: new Map(Object.entries(fields)),
  joins: {},
  row: { name: column('title', 'Title', 'text'), opens: [{ resource: 'tasks', id: idField('') }] },
  listResource: 'tasks',
  shown: ['type', 'status', 'assignee', 'dueAt', 'deal'],
};
