import AppBar from '@mui/material/AppBar';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import MenuRounded from '@mui/icons-material/MenuRounded';
import SearchRounded from '@mui/icons-material/SearchRounded';
import { Kbd } from '../../components/Kbd';
import { Logo } from '../../components/Logo';
import { keyLabel } from '../../hooks/hotkeys';
import { useIsPhone } from '../../hooks/ui';
import { layout } from '../theme/tokens';
import { ConnectionState } from './ConnectionState';
import { CreateMenu } from './CreateMenu';
import { NotificationBell } from './NotificationBell';
import { UserMenu } from './UserMenu';

interface TopBarProps {
  onSearch: () => void;
  onMenu: () => void;
  onCheatSheet: () => void;
}

export function TopBar({ onSearch, onMenu, onCheatSheet }: TopBarProps) {
  const phone = useIsPhone();
  return (
    <AppBar
      position="static"
      color="transparent"
      elevation={0}
      className="no-print"
      sx={{
        height: layout.topBar,
        flexDirection: 'row',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1 },
        px: { xs: 1, sm: 3 },
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {phone ? (
        <>
          <IconButton aria-label="Open navigation" onClick={onMenu}>
            <MenuRounded />
          </IconButton>
          <Logo withName={false} size={26} />
          <Box sx={{ flex: 1 }} />
          <IconButton aria-label="Search" onClick={onSearch}>
            <SearchRounded />
          </IconButton>
        </>
      ) : (
        <>
          <SearchButton onClick={onSearch} />
          <Box sx={{ flex: 1 }} />
          <ConnectionState />
        </>
      )}
      <CreateMenu />
      <NotificationBell />
      <UserMenu onCheatSheet={onCheatSheet} />
    </AppBar>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <Tooltip title={`Search or run a command (${keyLabel('mod+k')})`}>
      <ButtonBase
        onClick={onClick}
        aria-label="Search"
        aria-keyshortcuts="/ Meta+K Control+K"
        sx={{
          width: 'min(380px, 40vw)',
          height: layout.control,
          '@media (pointer: coarse)': { height: layout.touch },
          px: 1.25,
          gap: 1,
          justifyContent: 'flex-start',
          borderRadius: 1,
          color: 'text.secondary',
          bgcolor: 'surface.sunken',
          '&:hover': { bgcolor: 'surface.hover' },
        }}
      >
        <SearchRounded sx={{ fontSize: 18 }} />
        <Box component="span" sx={{ flex: 1, textAlign: 'left' }}>
          Search
        </Box>
        <Kbd keys="/" />
      </ButtonBase>
    </Tooltip>
  );
}
