import Button from '@mui/material/Button';
import AddTaskRounded from '@mui/icons-material/AddTaskRounded';
import PhoneInTalkOutlined from '@mui/icons-material/PhoneInTalkOutlined';
import type { Contact } from '@besahubs/contracts/contacts';
import { useOpenForm } from '../../components/slots';
import { useHotkey } from '../../hooks/hotkeys';

/** What a broker does with a contact: log the call, set the next task. */
export function ContactActions({ contact }: { contact: Contact }) {
  const openForm = useOpenForm();
  const log = () => openForm('activities', { defaults: { type: 'call', contactId: contact.id } });
  const addTask = () => openForm('tasks', { defaults: { type: 'call', contactId: contact.id } });
  useHotkey({ keys: 'l', label: 'Log a call', group: 'Record', run: log });
  useHotkey({ keys: 't', label: 'Add a task', group: 'Record', run: addTask });
  return (
    <>
      <Button variant="contained" startIcon={<PhoneInTalkOutlined />} onClick={log}>
        Log call
      </Button>
      <Button variant="outlined" color="inherit" startIcon={<AddTaskRounded />} onClick={addTask}>
        Task
      </Button>
    </>
  );
}
