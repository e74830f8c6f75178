import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import AddRounded from '@mui/icons-material/AddRounded';
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import RadioButtonUncheckedRounded from '@mui/icons-material/RadioButtonUncheckedRounded';
import Box from '@mui/material/Box';
import type { Task } from '@besahubs/contracts/tasks';
import { tasks } from '../../api/tasks';
import { RelatedList } from '../../components/record/RelatedList';
import { useOpenForm } from '../../components/slots';
import { Due } from '../../components/Due';
import { linkOf } from '../../domain/activities';
import { taskTypeLabel } from '../../domain/tasks';
import type { RecordTabProps } from '../../feature';
import { paths } from '../../paths';

/** The tasks about a record, or of an agent; a tick completes one at once. */
export default function TasksTab({ resource, id, name }: RecordTabProps) {
  const openForm = useOpenForm();
  const update = tasks.useUpdate();
  const agent = resource === 'agents';
  const link: Record<string, string> = agent ? { assigneeId: id } : linkOf(resource, id);
  const toggle = (task: Task) =>
    update.mutate({
      id: task.id,
      patch: { status: task.status === 'done' ? 'open' : 'done', version: task.version },
    });
  return (
    <RelatedList<Task>
      query={tasks.list({ ...link, sort: 'status,dueAt', pageSize: 50 })}
      noun={['task', 'tasks']}
      emptyText={
        agent ? `None that you may see and ${name} is to do.` : `What is the next step with ${name}?`
      }
      allPath={`${paths.tasks}?${new URLSearchParams(link).toString()}`}
      action={
        agent ? null : (
          <Button startIcon={<AddRounded />} onClick={() => openForm('tasks', { defaults: link })}>
            New task
          </Button>
        )
      }
      row={(task) => ({
        to: paths.task(task.id),
        lead: (
          <Checkbox
            checked={task.status === 'done'}
            disabled={!task.abilities.update}
            icon={<RadioButtonUncheckedRounded />}
            checkedIcon={<CheckCircleRounded />}
            onChange={() => toggle(task)}
            slotProps={{ input: { 'aria-label': `Done: ${task.title}` } }}
          />
        ),
        title: (
          <Box
            component="span"
            sx={task.status === 'done' ? { textDecoration: 'line-through', color: 'text.secondary' } : {}}
          >
            {task.title}
          </Box>
        ),
        subtitle: [taskTypeLabel(task.type), task.assignee?.name].filter(Boolean).join(' · '),
        meta: <Due value={task.dueAt} overdue={task.overdue} />,
      })}
    />
  );
}
