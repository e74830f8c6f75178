import Checkbox from '@mui/material/Checkbox';
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import RadioButtonUncheckedRounded from '@mui/icons-material/RadioButtonUncheckedRounded';
import type { Task } from '@besahubs/contracts/tasks';
import { isDone, useTaskActions } from './useTaskActions';

/** A tick completes the task at once. */
export function TaskCheckbox({ task }: { task: Task }) {
  const { toggle } = useTaskActions();
  return (
    <Checkbox
      checked={isDone(task)}
      disabled={!task.abilities.update}
      icon={<RadioButtonUncheckedRounded />}
      checkedIcon={<CheckCircleRounded />}
      onClick={(event) => event.stopPropagation()}
      onChange={() => toggle(task)}
      slotProps={{ input: { 'aria-label': `Done: ${task.title}`, tabIndex: -1 } }}
    />
  );
}
