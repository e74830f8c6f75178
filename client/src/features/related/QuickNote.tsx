import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import CallOutlined from '@mui/icons-material/CallOutlined';
import EventOutlined from '@mui/icons-material/EventOutlined';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useLogActivity } from '../../api/activities';
import { useOpenForm } from '../../components/slots';
import { toast } from '../../components/toast';
import { keyLabel } from '../../hooks/hotkeys';

/** A note in one go; calls and meetings have more to say and open their form. */
export function QuickNote({ link }: { link: Record<string, string> }) {
  const [text, setText] = useState('');
  const log = useLogActivity();
  const openForm = useOpenForm();
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    const body = text.trim();
    if (!body || log.isPending) return;
    log.mutate(
      { type: 'note', body, ...link },
      { onSuccess: () => setText(''), onError: (error) => toast.error(error) },
    );
  };
  const open = (type: string) => openForm('activities', { defaults: { type, ...link } });
  return (
    <Box component="form" onSubmit={save} className="no-print" sx={{ display: 'grid', gap: 1, mb: 2 }}>
      <TextField
        multiline
        minRows={1}
        maxRows={8}
        value={text}
        placeholder="Write a note…"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
        }}
        slotProps={{ htmlInput: { 'aria-label': 'Write a note' } }}
      />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button
          type="submit"
          variant="outlined"
          disabled={!text.trim()}
          loading={log.isPending}
          title={keyLabel('mod+enter')}
        >
          Save note
        </Button>
        <Button color="inherit" startIcon={<CallOutlined />} onClick={() => open('call')}>
          Log call
        </Button>
        <Button color="inherit" startIcon={<EventOutlined />} onClick={() => open('meeting')}>
          Log meeting
        </Button>
      </Box>
    </Box>
  );
}
