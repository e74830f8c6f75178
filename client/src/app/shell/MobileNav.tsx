import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Drawer from '@mui/material/Drawer';
import MoreHorizRounded from '@mui/icons-material/MoreHorizRounded';
import { NavLink } from 'react-router-dom';
import { Logo } from '../../components/Logo';
import { paths } from '../../paths';
import { layout } from '../theme/tokens';
import { useNav } from './nav';
import { RailList } from './Rail';

const MOST = 4;

/** The four places one needs on the way, and “More” for the rest. */
export function BottomNav({ onMore }: { onMore: () => void }) {
  const items = useNav()
    .filter((item) => item.phone)
    .slice(0, MOST);
  return (
    <Box
      component="nav"
      aria-label="Main"
      className="no-print"
      sx={{
        display: 'flex',
        height: layout.bottomNav,
        pb: 'env(safe-area-inset-bottom)',
        boxSizing: 'content-box',
        bgcolor: 'surface.rail',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {items.map((item) => (
        <ButtonBase
          key={item.path}
          component={NavLink}
          to={item.path}
          end={item.path === paths.home}
          sx={bottomLink}
        >
          <item.icon aria-hidden sx={{ fontSize: 22 }} />
          {item.label}
        </ButtonBase>
      ))}
      <ButtonBase onClick={onMore} sx={bottomLink}>
        <MoreHorizRounded aria-hidden sx={{ fontSize: 22 }} />
        More
      </ButtonBase>
    </Box>
  );
}

const bottomLink = {
  flex: 1,
  minWidth: 0,
  flexDirection: 'column',
  gap: 0.25,
  fontSize: '0.75rem',
  fontWeight: 500,
  color: 'text.secondary',
  '&.active': { color: 'primary.main' },
} as const;

/** All places, on a phone. */
export function NavDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const items = useNav();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      slotProps={{
        paper: { 'aria-label': 'Navigation', sx: { width: 272, bgcolor: 'surface.rail', p: 1.5 } },
      }}
    >
      <Box sx={{ px: 1, py: 1, mb: 1 }}>
        <Logo />
      </Box>
      <Box component="nav" aria-label="All places">
        <RailList items={items} collapsed={false} onClick={onClose} />
      </Box>
    </Drawer>
  );
}
