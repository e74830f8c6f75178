import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ScheduleRounded from '@mui/icons-material/ScheduleRounded';
import { useState } from 'react';
import { taskInput } from '@besahubs/contracts/tasks';
import type { Task } from '@besahubs/contracts/tasks';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
import { properties } from '../../api/properties';
import { tasks } from '../../api/tasks';
import { FormRecord, FormSelect, FormText } from '../../components/form/fields';
import { FormDateTime } from '../../components/form/numbers';
import { NONE, words } from '../../components/format';
import { Person } from '../../components/Person';
import type { RecordViewDef } from '../../components/record/types';
import { StatusChip } from '../../components/StatusChip';
import { Ago, DateTime, RefLink } from '../../components/values';
import {
  taskPriorityLooks,
  taskPriorityOptions,
  taskStatusLooks,
  taskTypeLabel,
  taskTypeOptions,
} from '../../domain/tasks';
import { paths } from '../../paths';
import { RescheduleMenu } from './RescheduleMenu';
import { Due } from './TaskBits';
import { TaskCheckbox } from './TaskCheckbox';
import { isDone, useTaskActions } from './useTaskActions';

/** Done, or later. */
function TaskActions({ task }: { task: Task }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { toggle } = useTaskActions();
  if (!task.abilities.update) return null;
  return (
    <>
      <Button variant={isDone(task) ? 'outlined' : 'contained'} onClick={() => toggle(task)}>
        {isDone(task) ? 'Open again' : 'Done'}
      </Button>
      {!isDone(task) && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<ScheduleRounded />}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          Put off
        </Button>
      )}
      <RescheduleMenu task={task} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  );
}

/** How a task is shown beside its list. */
export const taskView: RecordViewDef<Task> = {
  resource: tasks,
  form: 'tasks',
  listPath: paths.tasks,
  schema: taskInput,
  lead: (task) => <TaskCheckbox task={task} />,
  subtitle: (task) => (
    <>
      {taskTypeLabel(task.type)} · <Due task={task} />
    </>
  ),
  chips: (task) => (
    <>
      {task.status !== 'open' && <StatusChip look={taskStatusLooks[task.status]} />}
      {task.priority !== 'normal' && <StatusChip look={taskPriorityLooks[task.priority]} />}
    </>
  ),
  actions: (task) => <TaskActions task={task} />,
  keyFacts: [
    { label: 'Assigned to', show: (task) => <Person value={task.assignee} /> },
    { label: 'Repeats', show: (task) => words(task.recurrence) },
  ],
  groups: [
    {
      title: 'Task',
      facts: [
        {
          label: 'Due',
          show: (task) => <DateTime value={task.dueAt} />,
          edit: { name: 'dueAt', field: (props) => <FormDateTime {...props} /> },
        },
        {
          label: 'Kind',
          show: (task) => taskTypeLabel(task.type),
          edit: {
            name: 'type',
            field: (props) => <FormSelect {...props} required options={taskTypeOptions} />,
          },
        },
        {
          label: 'Priority',
          show: (task) => taskPriorityLooks[task.priority].label,
          edit: {
            name: 'priority',
            field: (props) => <FormSelect {...props} required options={taskPriorityOptions} />,
          },
        },
        {
          label: 'Notes',
          show: (task) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{task.description ?? NONE}</Box>,
          edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
        },
        {
          label: 'Outcome',
          show: (task) => task.outcome ?? NONE,
          edit: { name: 'outcome', field: (props) => <FormText {...props} /> },
        },
      ],
    },
    {
      title: 'About',
      facts: [
        {
          label: 'Contact',
          show: (task) => <RefLink value={task.contact} to={paths.contact} />,
          edit: { name: 'contactId', field: (props) => <FormRecord {...props} source={contacts} /> },
        },
        {
          label: 'Deal',
          show: (task) => <RefLink value={task.deal} to={paths.deal} />,
          edit: { name: 'dealId', field: (props) => <FormRecord {...props} source={deals} /> },
        },
        {
          label: 'Property',
          show: (task) => <RefLink value={task.property} to={paths.property} />,
          edit: { name: 'propertyId', field: (props) => <FormRecord {...props} source={properties} /> },
        },
        {
          label: 'Company',
          show: (task) => <RefLink value={task.company} to={paths.company} />,
          edit: { name: 'companyId', field: (props) => <FormRecord {...props} source={companies} /> },
        },
      ],
    },
    {
      title: 'Record',
      facts: [
        { label: 'Set by', show: (task) => <RefLink value={task.owner} to={paths.agent} /> },
        { label: 'Created', show: (task) => <DateTime value={task.createdAt} /> },
        { label: 'Completed', show: (task) => <Ago value={task.completedAt} /> },
      ],
    },
  ],
};
