import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import Box from '@mui/material/Box';
import MoreHorizRounded from '@mui/icons-material/MoreHorizRounded';
import type { SvgIconComponent } from '@mui/icons-material';
import { useState } from 'react';
import { Kbd } from '../../../components/Kbd';

export interface Action {
  label: string;
  icon: SvgIconComponent;
  run: () => void;
  /** Its shortcut, shown beside it. */
  keys?: string;
  danger?: boolean;
  /** A line above it. */
  apart?: boolean;
}

/** What is seldom wanted, behind three dots. */
export function ActionsMenu({
  label,
  actions,
  small = false,
}: {
  label: string;
  actions: readonly Action[];
  small?: boolean;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title="More">
        <IconButton
          size={small ? 'small' : 'medium'}
          aria-label={label}
          aria-haspopup="menu"
          onClick={(event) => {
            event.preventDefault();
            setAnchor(event.currentTarget);
          }}
        >
          <MoreHorizRounded />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close}>
        {actions.flatMap(({ label: name, icon: Icon, run, keys, danger, apart }) => [
          apart ? <Divider key={`above ${name}`} /> : null,
          <MenuItem
            key={name}
            sx={danger ? { color: 'error.main' } : {}}
            onClick={() => {
              close();
              // The closing menu gives the focus back to its button: only then may something else take it.
              setTimeout(run);
            }}
          >
            <ListItemIcon sx={danger ? { color: 'inherit' } : {}}>
              <Icon fontSize="small" />
            </ListItemIcon>
            <Box component="span" sx={{ flex: 1 }}>
              {name}
            </Box>
            {keys && (
              <Box component="span" sx={{ '@media (hover: none)': { display: 'none' } }}>
                <Kbd keys={keys} />
              </Box>
            )}
          </MenuItem>,
        ])}
      </Menu>
    </>
  );
}
