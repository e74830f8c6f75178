import type { Task, TaskInput, TaskPatch } from '@besahubs/contracts/tasks';
import { defineResource } from './resource';

export const tasks = defineResource<Task, TaskInput, TaskPatch>('tasks', { one: 'Task' });
