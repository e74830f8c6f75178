import Button from '@mui/material/Button';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import AddRounded from '@mui/icons-material/AddRounded';
import { useState } from 'react';
import { calendarProviders } from '@besahubs/contracts/calendar';
import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import { connectCalendar } from '../../api/calendar';
import { toast } from '../../components/toast';
import { providerLooks } from '../../domain/calendar';
import { paths } from '../../paths';

/** One more calendar beside those that are connected. */
export function AddCalendar() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [leaving, setLeaving] = useState(false);
  const connect = (provider: CalendarProviderName) => {
    setAnchor(null);
    setLeaving(true);
    connectCalendar(provider, paths.calendar).catch((error: unknown) => {
      setLeaving(false);
      toast.error(error);
    });
  };
  return (
    <>
      <Button
        size="small"
        color="inherit"
        loading={leaving}
        startIcon={<AddRounded />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ flexShrink: 0, color: 'text.secondary', minHeight: 24, py: 0 }}
      >
        Add calendar
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': 'Add calendar' } }}
      >
        {calendarProviders.map((provider) => {
          const { name, icon: Icon } = providerLooks[provider];
          return (
            <MenuItem key={provider} onClick={() => connect(provider)}>
              <ListItemIcon>
                <Icon fontSize="small" />
              </ListItemIcon>
              Connect {name}
            </MenuItem>
          );
        })}
      </Menu>
    </>
  );
}
