import ListItemIcon from '@mui/material/ListItemIcon';
import MenuItem from '@mui/material/MenuItem';
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded';
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded';
import type { Deal } from '@besahubs/contracts/deals';
import { deals } from '../../api/deals';

/** Sets an open deal aside, and takes it up again. */
export function DealMenu({ deal, close }: { deal: Deal; close: () => void }) {
  const update = deals.useUpdate();
  const held = deal.status === 'on_hold';
  if (!deal.abilities.update || (!held && deal.status !== 'active')) return null;
  const Icon = held ? PlayCircleOutlineRounded : PauseCircleOutlineRounded;
  return (
    <MenuItem
      onClick={() => {
        close();
        update.mutate({ id: deal.id, patch: { onHold: !held } });
      }}
    >
      <ListItemIcon>
        <Icon fontSize="small" />
      </ListItemIcon>
      {held ? 'Take up again' : 'Put on hold'}
    </MenuItem>
  );
}
