import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import CloseRounded from '@mui/icons-material/CloseRounded';
import KeyboardArrowDownRounded from '@mui/icons-material/KeyboardArrowDownRounded';
import KeyboardArrowUpRounded from '@mui/icons-material/KeyboardArrowUpRounded';
import OpenInFullRounded from '@mui/icons-material/OpenInFullRounded';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useHotkey } from '../../hooks/hotkeys';
import { useIsWide } from '../../hooks/ui';

interface PeekProps {
  label: string;
  /** The record's own page. */
  href: string;
  onClose: () => void;
  onStep: (by: 1 | -1) => void;
  children: ReactNode;
}

const WIDTH = 460;

/** A record beside its list: next to it on wide screens, over it on narrower ones. Esc closes, J and K step. */
export function Peek({ label, href, onClose, onStep, children }: PeekProps) {
  const wide = useIsWide();
  useHotkey(wide ? { keys: 'escape', run: onClose } : null);
  const bar = (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        px: 1,
        minHeight: 44,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <PeekButton label="Close (Esc)" onClick={onClose} icon={<CloseRounded />} />
      <PeekButton label="Previous (K)" onClick={() => onStep(-1)} icon={<KeyboardArrowUpRounded />} />
      <PeekButton label="Next (J)" onClick={() => onStep(1)} icon={<KeyboardArrowDownRounded />} />
      <Box sx={{ flex: 1 }} />
      <Tooltip title="Open as page">
        <IconButton size="small" component={Link} to={href} aria-label="Open as page">
          <OpenInFullRounded />
        </IconButton>
      </Tooltip>
    </Box>
  );
  const body = <Box sx={{ flex: 1, overflowY: 'auto', minHeight: 0 }}>{children}</Box>;
  if (!wide) {
    return (
      <Drawer
        data-hotkeys
        anchor="right"
        open
        onClose={onClose}
        slotProps={{
          paper: { 'aria-label': label, sx: { width: `min(${WIDTH}px, 100vw)`, display: 'flex' } },
        }}
      >
        {bar}
        {body}
      </Drawer>
    );
  }
  return (
    <Box
      component="aside"
      aria-label={label}
      sx={{
        width: WIDTH,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        borderLeft: 1,
        borderColor: 'divider',
      }}
    >
      {bar}
      {body}
    </Box>
  );
}

function PeekButton({ label, onClick, icon }: { label: string; onClick: () => void; icon: ReactNode }) {
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={onClick}>
        {icon}
      </IconButton>
    </Tooltip>
  );
}
