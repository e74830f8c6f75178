import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Agent } from '@besahubs/contracts/agents';
import { Link as RouterLink } from 'react-router-dom';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
import { tasks } from '../../api/tasks';
import { plural } from '../../components/format';
import { paths } from '../../paths';

interface Props {
  agent: Agent;
  onConfirm: () => void;
  onCancel: () => void;
}

/** What is left in somebody's hands, with the way to it. */
function useOwned({ id }: Agent) {
  const open = useQuery(deals.list({ ownerId: id, open: 'true', pageSize: 1 }));
  const people = useQuery(contacts.list({ ownerId: id, pageSize: 1 }));
  const due = useQuery(tasks.list({ assigneeId: id, status: 'open,in_progress', pageSize: 1 }));
  return [
    { count: open.data?.total, one: 'open deal', path: `${paths.deals}?ownerId=${id}&open=true` },
    { count: people.data?.total, one: 'contact', path: `${paths.contacts}?ownerId=${id}` },
    { count: due.data?.total, one: 'open task', path: `${paths.tasks}?assigneeId=${id}` },
  ];
}

/** Says what happens to the person and to their records. It can be taken back, but nobody should be surprised. */
export function DeactivateDialog({ agent, onConfirm, onCancel }: Props) {
  const owned = useOwned(agent).filter(({ count }) => count !== undefined && count > 0);
  const invited = agent.status === 'invited';
  return (
    <Dialog open onClose={onCancel} maxWidth="xs" fullWidth aria-labelledby="deactivate-title">
      <DialogTitle id="deactivate-title">Deactivate {agent.name}?</DialogTitle>
      <DialogContent>
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1, color: 'text.secondary' }}>
          <li>
            {invited
              ? 'The link in the invitation stops working.'
              : 'They are signed out everywhere at once and cannot sign in again.'}
          </li>
          <li>
            What they own stays in their name
            {agent.team
              ? ` and with ${agent.team.name}, where their manager and admins go on working with it`
              : ''}
            . Nothing is deleted. No new records can be given to them.
          </li>
          <li>Their name stays on everything they did, and in reports.</li>
          <li>You can reactivate them at any time.</li>
        </Box>
        {owned.length > 0 && (
          <Box sx={{ mt: 2 }}>
            <Typography sx={{ fontWeight: 540 }}>
              In their hands now, to be given to somebody else:
            </Typography>
            <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
              {owned.map(({ count, one, path }) => (
                <li key={one}>
                  <Link component={RouterLink} to={path} onClick={onCancel}>
                    {plural(count ?? 0, one)}
                  </Link>
                </li>
              ))}
            </Box>
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onCancel} autoFocus>
          Cancel
        </Button>
        <Button color="error" variant="contained" onClick={onConfirm}>
          Deactivate
        </Button>
      </DialogActions>
    </Dialog>
  );
}
