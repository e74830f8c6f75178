import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Box from '@mui/material/Box';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Task } from '@besahubs/contracts/tasks';
import { dayName, fromLocalInput, LAST_LOCAL, toLocalInput } from '../../components/days';
import { time } from '../../components/dates';
import { useNow, useZone } from '../../hooks/zone';
import { laterToday, nextWeek, tomorrow } from './times';
import { useTaskActions } from './useTaskActions';

interface RescheduleMenuProps {
  task: Task;
  anchor: HTMLElement | null;
  onClose: () => void;
}

/** Later today, tomorrow, next week, or a moment of one's own. */
export function RescheduleMenu({ task, anchor, onClose }: RescheduleMenuProps) {
  const [picking, setPicking] = useState(false);
  const { reschedule } = useTaskActions();
  const zone = useZone();
  const now = useNow();
  const choose = (dueAt: string | null) => {
    onClose();
    reschedule(task, dueAt);
  };
  const choices = [
    { label: 'Later today', dueAt: laterToday(now, zone) },
    { label: 'Tomorrow', dueAt: tomorrow(now, zone, task.dueAt) },
    { label: 'Next week', dueAt: nextWeek(now, zone, task.dueAt) },
  ].filter((choice) => choice.dueAt !== null);
  return (
    <>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={onClose}
        slotProps={{ list: { 'aria-label': 'Put off' } }}
      >
        {choices.map(({ label, dueAt }) => (
          <MenuItem key={label} onClick={() => choose(dueAt)}>
            {label}
            <Box component="span" className="num" sx={{ ml: 'auto', pl: 3, color: 'text.secondary' }}>
              {dueAt &&
                `${label === 'Next week' ? `${dayName(dueAt, zone, now)}, ` : ''}${time(dueAt, zone)}`}
            </Box>
          </MenuItem>
        ))}
        <MenuItem
          onClick={() => {
            onClose();
            setPicking(true);
          }}
        >
          Pick a time…
        </MenuItem>
        {task.dueAt && <MenuItem onClick={() => choose(null)}>No date</MenuItem>}
      </Menu>
      {picking && (
        <PickTime
          start={task.dueAt ?? tomorrow(now, zone)}
          onClose={() => setPicking(false)}
          onPick={(dueAt) => reschedule(task, dueAt)}
        />
      )}
    </>
  );
}

interface PickTimeProps {
  start: string;
  onClose: () => void;
  onPick: (dueAt: string) => void;
}
function PickTime({ start, onClose, onPick }: PickTimeProps) {
  const zone = useZone();
  const [typed, setTyped] = useState(toLocalInput(start, zone));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const dueAt = fromLocalInput(typed, zone);
    if (!dueAt) return;
    onClose();
    onPick(dueAt);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <Box component="form" onSubmit={submit}>
        <DialogTitle>When is it due?</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            type="datetime-local"
            label="Due"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            helperText={`Your time (${zone})`}
            slotProps={{ htmlInput: { max: LAST_LOCAL } }}
          />
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!typed}>
            Set
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
