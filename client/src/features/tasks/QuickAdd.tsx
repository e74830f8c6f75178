import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import AddRounded from '@mui/icons-material/AddRounded';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { tasks } from '../../api/tasks';
import { toast } from '../../components/toast';
import { useHotkey } from '../../hooks/hotkeys';
import { useNow, useZone } from '../../hooks/zone';
import { dueFor, kindOf } from './views';
import type { TaskTab } from './views';

const FIELD = 'quick-task';

interface QuickAddProps {
  tab: TaskTab;
  /** The record the list is about. */
  links: Record<string, string>;
}

/** Type, Enter, next: a task that belongs to the tab one looks at. */
export function QuickAdd({ tab, links }: QuickAddProps) {
  const [title, setTitle] = useState('');
  const create = tasks.useCreate();
  const zone = useZone();
  const now = useNow();
  useHotkey({
    keys: 'n',
    label: 'Add a task',
    group: 'Tasks',
    run: () => document.getElementById(FIELD)?.focus(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = title.trim();
    if (!typed) return;
    setTitle('');
    create.mutate(
      { title: typed, type: kindOf(typed), dueAt: dueFor(tab, now, zone), ...links },
      {
        onError: (error) => {
          setTitle(typed);
          toast.error(error);
        },
      },
    );
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ px: { xs: 2, sm: 3 }, py: 1 }}>
      <TextField
        id={FIELD}
        value={title}
        placeholder="Add a task, for example “Call Ana about the renewal”"
        autoComplete="off"
        onChange={(event) => setTitle(event.target.value)}
        slotProps={{
          htmlInput: { 'aria-label': 'Add a task', maxLength: 200, enterKeyHint: 'done' },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <AddRounded fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      {create.isPending && create.variables && (
        <Box role="status" sx={{ pt: 1, pl: 1.5, color: 'text.secondary' }}>
          {create.variables.title}
        </Box>
      )}
    </Box>
  );
}
