import Badge from '@mui/material/Badge';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Tooltip from '@mui/material/Tooltip';
import NotificationsNoneRounded from '@mui/icons-material/NotificationsNoneRounded';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { unreadCount } from '../../api/notifications';
import { useHotkey } from '../../hooks/hotkeys';

const NotificationPanel = lazy(() => import('./NotificationPanel'));

/** The bell, how many are unread, and the latest thirty in a panel. */
export function NotificationBell() {
  const { data } = useQuery(unreadCount);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  useHotkey({ keys: 'n', label: 'Notifications', group: 'Everywhere', run: () => setAnchor(button) });
  const unread = data?.unread ?? 0;
  return (
    <>
      <Tooltip title="Notifications">
        <IconButton
          ref={setButton}
          aria-label={unread ? `Notifications, ${unread} unread` : 'Notifications'}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Badge badgeContent={unread || null} max={99} color="primary">
            <NotificationsNoneRounded />
          </Badge>
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            sx: { width: 'min(400px, calc(100vw - 16px))', mt: 0.5 },
            role: 'dialog',
            'aria-label': 'Notifications',
          },
        }}
      >
        <Suspense fallback={null}>
          <NotificationPanel unread={unread} onClose={() => setAnchor(null)} />
        </Suspense>
      </Popover>
    </>
  );
}
