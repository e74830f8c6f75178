import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import ScheduleRounded from '@mui/icons-material/ScheduleRounded';
import { useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Task } from '@besahubs/contracts/tasks';
import { NameAvatar } from '../../components/Person';
import { taskTypeLabel } from '../../domain/tasks';
import { Due, LinkedChips, PriorityMark } from './TaskBits';
import { RescheduleMenu } from './RescheduleMenu';
import { TaskCheckbox } from './TaskCheckbox';
import { isDone, useTaskActions } from './useTaskActions';

interface TaskRowProps {
  task: Task;
  /** The row Tab leads to; J and K move it. */
  current: boolean;
  open: boolean;
  mine: boolean;
  onFocus: (id: string) => void;
  onOpen: (id: string) => void;
  onEdit: (id: string) => void;
}

/** One task: tick, title, what it is about, when it is due. Space completes, E edits, R puts off, Enter opens. */
export function TaskRow({ task, current, open, mine, onFocus, onOpen, onEdit }: TaskRowProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { toggle } = useTaskActions();
  const done = isDone(task);
  const keys: Record<string, (row: HTMLElement) => void> = {
    ' ': () => toggle(task),
    Enter: () => onOpen(task.id),
    e: () => task.abilities.update && onEdit(task.id),
    r: (row) => task.abilities.update && setAnchor(row),
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const run = keys[event.key];
    const plain = !event.metaKey && !event.ctrlKey && !event.altKey;
    if (!run || !plain || event.target !== event.currentTarget) return;
    event.preventDefault();
    run(event.currentTarget);
  };
  return (
    <>
      <Box
        component="li"
        data-task={task.id}
        tabIndex={current ? 0 : -1}
        aria-label={task.title}
        onFocus={() => onFocus(task.id)}
        onKeyDown={onKeyDown}
        onClick={() => onOpen(task.id)}
        sx={{
          ...row,
          ...(open && { bgcolor: 'surface.selected', '&:hover': { bgcolor: 'surface.selected' } }),
        }}
      >
        <TaskCheckbox task={task} />
        <Box className="title" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
          <Box
            component="span"
            sx={{
              fontWeight: 540,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: { sm: 'nowrap' },
              py: { xs: 0.5, sm: 0 },
              ...(done && { textDecoration: 'line-through', color: 'text.secondary' }),
            }}
          >
            {task.title}
          </Box>
          <PriorityMark task={task} />
        </Box>
        <Box className="about">
          <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {taskTypeLabel(task.type)}
          </Box>
          <LinkedChips task={task} />
        </Box>
        <Box className="due">
          <Due task={task} />
          {!mine && task.assignee && (
            <Box title={`Assigned to ${task.assignee.name}`} sx={{ display: 'flex' }}>
              <NameAvatar name={task.assignee.name} size={20} />
            </Box>
          )}
        </Box>
        <Tooltip title="Put off (R)">
          <span>
            <IconButton
              size="small"
              aria-label={`Put off ${task.title}`}
              aria-haspopup="menu"
              disabled={!task.abilities.update || done}
              onClick={(event: MouseEvent<HTMLElement>) => {
                event.stopPropagation();
                setAnchor(event.currentTarget);
              }}
            >
              <ScheduleRounded />
            </IconButton>
          </span>
        </Tooltip>
      </Box>
      <RescheduleMenu task={task} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  );
}

/** One line with a mouse; on a phone title, time and links under each other. */
const row = {
  display: 'grid',
  alignItems: 'center',
  columnGap: 1,
  gridTemplateColumns: {
    xs: 'auto minmax(0, 1fr) auto',
    sm: 'auto minmax(160px, 1fr) minmax(0, 1fr) auto auto',
  },
  gridTemplateAreas: { xs: '"tick title later" "tick due later" "tick about later"', sm: 'none' },
  minHeight: 40,
  px: { xs: 1, sm: 2.25 },
  py: { xs: 0.5, sm: 0 },
  borderBottom: 1,
  borderColor: 'divider',
  cursor: 'pointer',
  outlineOffset: '-2px !important',
  '&:hover': { bgcolor: 'surface.hover' },
  '& > .MuiCheckbox-root': { gridArea: { xs: 'tick', sm: 'auto' }, alignSelf: { xs: 'start', sm: 'center' } },
  '& > .title': { gridArea: { xs: 'title', sm: 'auto' } },
  '& > .about': {
    gridArea: { xs: 'about', sm: 'auto' },
    display: 'flex',
    alignItems: 'center',
    gap: 0.75,
    minWidth: 0,
    // Several links on a phone: one line, which a finger moves.
    overflow: { xs: 'auto', sm: 'hidden' },
    scrollbarWidth: 'none',
  },
  '& > .due': {
    gridArea: { xs: 'due', sm: 'auto' },
    display: 'flex',
    alignItems: 'center',
    gap: 1,
    justifyContent: { sm: 'flex-end' },
    whiteSpace: 'nowrap',
  },
  '& > :last-child': { gridArea: { xs: 'later', sm: 'auto' } },
} as const;
