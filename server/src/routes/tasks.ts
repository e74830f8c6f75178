import { task, taskInput, taskPatch, taskQuery } from '@besahubs/contracts/tasks';
import { presentTask } from '../presenters/tasks';
import { createTask, listTasks, taskResource, updateTask } from '../services/crm/tasks';
import { resourceRoutes } from './resource';

export const taskRoutes = resourceRoutes({
  path: '/tasks',
  noun: 'task',
  permissions: { read: 'tasks.read', write: 'tasks.write', delete: 'tasks.write' },
  contract: { query: taskQuery, input: taskInput, patch: taskPatch, record: task },
  resource: taskResource,
  list: listTasks,
  create: createTask,
  update: updateTask,
  present: presentTask,
});
