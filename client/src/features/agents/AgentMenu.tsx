import ListItemIcon from '@mui/material/ListItemIcon';
import MenuItem from '@mui/material/MenuItem';
import BlockRounded from '@mui/icons-material/BlockRounded';
import ForwardToInboxOutlined from '@mui/icons-material/ForwardToInboxOutlined';
import HistoryRounded from '@mui/icons-material/HistoryRounded';
import LockOpenRounded from '@mui/icons-material/LockOpenRounded';
import type { Agent } from '@besahubs/contracts/agents';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useInviteAgain, useSetActive } from '../../api/agents';
import { useMe } from '../../api/session';
import { paths } from '../../paths';
import { DeactivateDialog } from './DeactivateDialog';

/** What else can be done about an agent's access; the server says which of it this user may. */
export function AgentMenu({ agent, close }: { agent: Agent; close: () => void }) {
  const me = useMe();
  const invite = useInviteAgain();
  const setActive = useSetActive();
  const [asking, setAsking] = useState(false);
  const { abilities, id, status } = agent;
  const done = () => {
    setAsking(false);
    close();
  };
  return (
    <>
      {abilities.invite && (
        <MenuItem
          onClick={() => {
            close();
            invite.mutate(id);
          }}
        >
          <ListItemIcon>
            <ForwardToInboxOutlined fontSize="small" />
          </ListItemIcon>
          Send the invitation again
        </MenuItem>
      )}
      {abilities.deactivate && status === 'disabled' && (
        <MenuItem
          onClick={() => {
            close();
            setActive.mutate({ id, active: true });
          }}
        >
          <ListItemIcon>
            <LockOpenRounded fontSize="small" />
          </ListItemIcon>
          Reactivate
        </MenuItem>
      )}
      {abilities.deactivate && status !== 'disabled' && (
        <MenuItem onClick={() => setAsking(true)}>
          <ListItemIcon>
            <BlockRounded fontSize="small" />
          </ListItemIcon>
          Deactivate…
        </MenuItem>
      )}
      {(me.role === 'admin' || me.id === id) && (
        <MenuItem component={Link} to={`${paths.audit}?actorId=${id}`} onClick={close}>
          <ListItemIcon>
            <HistoryRounded fontSize="small" />
          </ListItemIcon>
          What {me.id === id ? 'you' : 'they'} did (audit log)
        </MenuItem>
      )}
      {asking && (
        <DeactivateDialog
          agent={agent}
          onCancel={done}
          onConfirm={() => {
            setActive.mutate({ id, active: false });
            done();
          }}
        />
      )}
    </>
  );
}
