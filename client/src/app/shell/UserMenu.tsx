import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useColorScheme } from '@mui/material/styles';
import CheckRounded from '@mui/icons-material/CheckRounded';
import ContrastRounded from '@mui/icons-material/ContrastRounded';
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import LogoutRounded from '@mui/icons-material/LogoutRounded';
import PersonOutlineRounded from '@mui/icons-material/PersonOutlineRounded';
import PublicRounded from '@mui/icons-material/PublicRounded';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { signOut, useMe } from '../../api/session';
import { time } from '../../components/dates';
import { words } from '../../components/format';
import { NameAvatar } from '../../components/Person';
import { visuallyHidden } from '../../components/visuallyHidden';
import { useNow } from '../../hooks/zone';
import { paths } from '../../paths';

const MODES = [
  { value: 'light', label: 'Light', icon: LightModeOutlined },
  { value: 'dark', label: 'Dark', icon: DarkModeOutlined },
  { value: 'system', label: 'As the system', icon: ContrastRounded },
] as const;

/** Who is signed in, their zone, the theme, the way out. */
export function UserMenu({ onCheatSheet }: { onCheatSheet: () => void }) {
  const me = useMe();
  const now = useNow();
  const { mode, setMode } = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip describeChild title={me.name}>
        <IconButton aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
          <NameAvatar name={me.name} size={28} />
          <Box component="span" sx={visuallyHidden}>
            Account of {me.name}
          </Box>
        </IconButton>
      </Tooltip>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        slotProps={{ paper: { sx: { minWidth: 248 } } }}
      >
        <Box component="li" role="none" sx={{ px: 1.5, py: 1 }}>
          <Typography variant="h3" component="div">
            {me.name}
          </Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {me.email} · {words(me.role)}
          </Typography>
        </Box>
        <Divider component="li" sx={{ my: 0.5 }} />
        {MODES.map((item) => (
          <MenuItem
            key={item.value}
            role="menuitemradio"
            aria-checked={mode === item.value}
            onClick={() => setMode(item.value)}
          >
            <ListItemIcon>
              <item.icon fontSize="small" />
            </ListItemIcon>
            <Box sx={{ flex: 1 }}>{item.label}</Box>
            {mode === item.value && <CheckRounded sx={{ fontSize: 16 }} />}
          </MenuItem>
        ))}
        <Divider component="li" sx={{ my: 0.5 }} />
        <MenuItem component={Link} to={paths.profile} onClick={close}>
          <ListItemIcon>
            <PublicRounded fontSize="small" />
          </ListItemIcon>
          <Box sx={{ flex: 1 }}>{me.timezone.replaceAll('_', ' ')}</Box>
          <Box component="span" className="num" sx={{ color: 'text.secondary' }}>
            {time(new Date(now).toISOString(), me.timezone)}
          </Box>
        </MenuItem>
        <MenuItem component={Link} to={paths.profile} onClick={close}>
          <ListItemIcon>
            <PersonOutlineRounded fontSize="small" />
          </ListItemIcon>
          Profile
        </MenuItem>
        <MenuItem
          onClick={() => {
            close();
            onCheatSheet();
          }}
        >
          <ListItemIcon>
            <KeyboardOutlined fontSize="small" />
          </ListItemIcon>
          Keyboard shortcuts
        </MenuItem>
        <Divider component="li" sx={{ my: 0.5 }} />
        <MenuItem onClick={() => void signOut()}>
          <ListItemIcon>
            <LogoutRounded fontSize="small" />
          </ListItemIcon>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}
