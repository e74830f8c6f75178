import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { dealStageKeys } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { dealStageLooks } from '../../domain/deals';

interface StageMenuProps {
  anchor: HTMLElement | null;
  current: DealStage | null;
  onChoose: (stage: DealStage) => void;
  onClose: () => void;
}

/** “Move to stage…”: all nine, the present one marked. */
export function StageMenu({ anchor, current, onChoose, onClose }: StageMenuProps) {
  return (
    <Menu
      open={anchor !== null}
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': 'Move to stage' } }}
    >
      {dealStageKeys.map((stage) => {
        const { icon: Icon, label } = dealStageLooks[stage];
        return (
          <MenuItem
            key={stage}
            role="menuitemradio"
            aria-checked={stage === current}
            selected={stage === current}
            onClick={() => {
              onClose();
              onChoose(stage);
            }}
          >
            <ListItemIcon>
              <Icon fontSize="small" />
            </ListItemIcon>
            {label}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
