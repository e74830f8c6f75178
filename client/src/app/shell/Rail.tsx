import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import KeyboardDoubleArrowLeftRounded from '@mui/icons-material/KeyboardDoubleArrowLeftRounded';
import KeyboardDoubleArrowRightRounded from '@mui/icons-material/KeyboardDoubleArrowRightRounded';
import { Link, NavLink } from 'react-router-dom';
import { Logo } from '../../components/Logo';
import type { NavItem } from '../../feature';
import { keyLabel } from '../../hooks/hotkeys';
import { paths } from '../../paths';
import { layout } from '../theme/tokens';
import { useNav } from './nav';

interface RailProps {
  collapsed: boolean;
  onToggle: () => void;
}

/** The main navigation on the left; collapses to icons. */
export function Rail({ collapsed, onToggle }: RailProps) {
  const items = useNav();
  const settings = items.filter((item) => item.path.startsWith(paths.settings));
  const main = items.filter((item) => !settings.includes(item));
  const Arrow = collapsed ? KeyboardDoubleArrowRightRounded : KeyboardDoubleArrowLeftRounded;
  return (
    <Box
      component="aside"
      aria-label="Navigation"
      className="no-print"
      sx={{
        width: collapsed ? layout.railCollapsed : layout.rail,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        bgcolor: 'surface.rail',
        borderRight: 1,
        borderColor: 'divider',
        transition: 'width 120ms ease-out',
        overflow: 'hidden',
      }}
    >
      <Box
        component={Link}
        to={paths.home}
        aria-label="BesaHubs, home"
        sx={{
          height: layout.topBar,
          display: 'flex',
          alignItems: 'center',
          px: 2.25,
          color: 'text.primary',
          textDecoration: 'none',
        }}
      >
        <Logo withName={!collapsed} />
      </Box>
      <Box component="nav" aria-label="Main" sx={{ flex: 1, overflowY: 'auto', px: 1.5, py: 1 }}>
        <RailList items={main} collapsed={collapsed} />
      </Box>
      <Box sx={{ px: 1.5, py: 1, borderTop: 1, borderColor: 'divider' }}>
        <Box component="nav" aria-label="Settings">
          <RailList items={settings} collapsed={collapsed} />
        </Box>
        <Tooltip title={collapsed ? 'Expand' : 'Collapse'} placement="right">
          <IconButton
            size="small"
            aria-label={collapsed ? 'Expand navigation' : 'Collapse navigation'}
            onClick={onToggle}
            sx={{ ml: 0.75 }}
          >
            <Arrow />
          </IconButton>
        </Tooltip>
      </Box>
    </Box>
  );
}

/** Links of the rail and of the phone's drawer. */
export function RailList({
  items,
  collapsed,
  onClick,
}: {
  items: NavItem[];
  collapsed: boolean;
  onClick?: () => void;
}) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.25 }}>
      {items.map((item) => (
        <Tooltip
          key={item.path}
          title={collapsed ? `${item.label}  ${keyLabel(`g ${item.key}`)}` : ''}
          placement="right"
        >
          <li>
            <ButtonBase
              component={NavLink}
              to={item.path}
              end={item.path === paths.home}
              onClick={onClick}
              aria-label={collapsed ? item.label : undefined}
              sx={railLink}
            >
              <item.icon aria-hidden sx={{ fontSize: 19, flexShrink: 0 }} />
              {!collapsed && <span>{item.label}</span>}
            </ButtonBase>
          </li>
        </Tooltip>
      ))}
    </Box>
  );
}

const railLink = {
  width: '100%',
  justifyContent: 'flex-start',
  gap: 1.25,
  height: 32,
  px: 1.25,
  borderRadius: 1,
  fontSize: '0.8125rem',
  fontWeight: 500,
  color: 'text.secondary',
  '@media (pointer: coarse)': { height: 44 },
  '&:hover': { bgcolor: 'surface.hover', color: 'text.primary' },
  '&.active': { bgcolor: 'surface.selected', color: 'primary.main', fontWeight: 600 },
} as const;
