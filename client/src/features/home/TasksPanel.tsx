import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import RadioButtonUncheckedRounded from '@mui/icons-material/RadioButtonUncheckedRounded';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Home } from '@besahubs/contracts/home';
import { tasks } from '../../api/tasks';
import { useOpenForm } from '../../components/slots';
import { Section } from '../../components/Page';
import { Due } from '../../components/Due';
import { taskTypeLabel } from '../../domain/tasks';
import { paths } from '../../paths';
import { HomeRow, Quiet, Rows } from './rows';

/** The next tasks; a tick completes one, with the row staying until the list is renewed. */
export function TasksPanel({ data }: { data: Home }) {
  const openForm = useOpenForm();
  return (
    <Section
      title="Next tasks"
      action={
        <Button component={Link} to={paths.tasks}>
          All tasks
        </Button>
      }
    >
      {data.nextTasks.length === 0 && (
        <Quiet>
          Nothing of yours is due. <Button onClick={() => openForm('tasks')}>Plan the next step</Button>
        </Quiet>
      )}
      <Rows>
        {data.nextTasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </Rows>
    </Section>
  );
}

function TaskRow({ task }: { task: Home['nextTasks'][number] }) {
  const update = tasks.useUpdate();
  const [done, setDone] = useState(false);
  const toggle = () => {
    setDone(!done);
    const patch = { status: done ? ('open' as const) : ('done' as const) };
    update.mutate({ id: task.id, patch }, { onError: () => setDone(done) });
  };
  const about = [taskTypeLabel(task.type), task.contact?.name, task.deal?.name].filter(Boolean).join(' · ');
  return (
    <HomeRow
      to={
        task.deal
          ? paths.deal(task.deal.id)
          : task.contact
            ? paths.contact(task.contact.id)
            : paths.task(task.id)
      }
      lead={
        <Checkbox
          checked={done}
          onChange={toggle}
          icon={<RadioButtonUncheckedRounded />}
          checkedIcon={<CheckCircleRounded />}
          slotProps={{ input: { 'aria-label': `Done: ${task.title}` } }}
          sx={{ '@media (pointer: coarse)': { width: 44, height: 44 } }}
        />
      }
      title={
        <Box component="span" sx={done ? { textDecoration: 'line-through', color: 'text.secondary' } : {}}>
          {task.title}
        </Box>
      }
      subtitle={about}
      meta={<Due value={task.dueAt} overdue={task.overdue && !done} />}
    />
  );
}
