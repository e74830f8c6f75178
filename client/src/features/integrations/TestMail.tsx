import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import SendOutlined from '@mui/icons-material/SendOutlined';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { testMailInput } from '@besahubs/contracts/email';
import { useTestMail } from '../../api/sendgrid';
import { useMe } from '../../api/session';

/** Sends a test mail: to oneself, unless another address is typed. */
export function TestMail({ inboxUrl }: { inboxUrl: string | null }) {
  const me = useMe();
  const send = useTestMail();
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = to.trim();
    const valid = !address || testMailInput.safeParse({ to: address }).success;
    setProblem(valid ? '' : 'This is not an e-mail address.');
    if (valid) send.mutate(address || null);
  };
  const hint = inboxUrl
    ? 'It lands in the inbox of the stand-in; opened there, its event comes back.'
    : 'Opened, its event comes back as “Last event”.';
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 1, mt: 2 }}
    >
      <TextField
        label="Test e-mail to"
        type="email"
        value={to}
        placeholder={me.email}
        onChange={(event) => setTo(event.target.value)}
        error={problem !== ''}
        helperText={problem || hint}
        sx={{ flex: 1, minWidth: 240, maxWidth: 420 }}
      />
      <Button
        type="submit"
        variant="outlined"
        startIcon={<SendOutlined />}
        loading={send.isPending}
        loadingPosition="start"
        sx={{ mt: 2.75 }}
      >
        Send test
      </Button>
    </Box>
  );
}
