import AddTaskRounded from '@mui/icons-material/AddTaskRounded';
import TaskAltRounded from '@mui/icons-material/TaskAltRounded';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const tasksFeature: Feature = {
  nav: [{ label: 'Tasks', path: paths.tasks, icon: TaskAltRounded, key: 't', phone: true }],
  create: [{ label: 'Task', form: 'tasks', icon: AddTaskRounded, permission: 'tasks.write' }],
  forms: { tasks: lazy(() => import('./TaskForm')) },
  routes: [{ path: paths.tasks, lazy: () => import('./TaskListPage') }],
};
