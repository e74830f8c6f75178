import Button from '@mui/material/Button';
import AddTaskRounded from '@mui/icons-material/AddTaskRounded';
import PhoneInTalkOutlined from '@mui/icons-material/PhoneInTalkOutlined';
import type { Deal } from '@besahubs/contracts/deals';
import { useOpenForm } from '../../components/slots';
import { useHotkeys } from '../../hooks/hotkeys';

/** What a broker does about a deal: log the call, set the next task. */
export function DealActions({ deal }: { deal: Deal }) {
  const openForm = useOpenForm();
  const about = {
    dealId: deal.id,
    ...(deal.clientContactId ? { contactId: deal.clientContactId } : {}),
  };
  const log = () => openForm('activities', { defaults: { type: 'call', ...about } });
  const addTask = () => openForm('tasks', { defaults: about });
  useHotkeys([
    { keys: 'l', label: 'Log a call', group: 'Record', run: log },
    { keys: 't', label: 'Add a task', group: 'Record', run: addTask },
  ]);
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
