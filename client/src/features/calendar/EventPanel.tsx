import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { calendarEvent } from '../../api/calendar';
import { LoadError } from '../../components/list/ListEmpty';
import { useHotkey } from '../../hooks/hotkeys';
import { useIsPhone, useIsWide } from '../../hooks/ui';
import { EventDetails } from './EventDetails';
import type { AccountLook } from './shownEvents';

const WIDTH = 380;

interface EventPanelProps {
  id: string;
  looks: ReadonlyMap<string, AccountLook>;
  onClose: () => void;
}

/** One event beside the calendar; on narrower screens over it, on phones from below. */
export function EventPanel({ id, looks, onClose }: EventPanelProps) {
  const wide = useIsWide();
  const phone = useIsPhone();
  const event = useQuery(calendarEvent(id));
  useHotkey(wide ? { keys: 'escape', run: onClose } : null);
  const content = (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', p: 0.75, pb: 0 }}>
        <Tooltip title="Close (Esc)">
          <IconButton size="small" aria-label="Close" onClick={onClose}>
            <CloseRounded />
          </IconButton>
        </Tooltip>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 2.5, pb: 2.5 }}>
        {event.data && (
          <EventDetails event={event.data} look={looks.get(event.data.accountId)} onGone={onClose} />
        )}
        {event.isPending && <PanelSkeleton />}
        {event.isError && !event.data && (
          <LoadError compact error={event.error} onRetry={() => void event.refetch()} />
        )}
      </Box>
    </>
  );
  const label = event.data?.title ?? 'Event';
  if (wide) return <Aside label={label}>{content}</Aside>;
  return (
    <Drawer
      data-hotkeys
      open
      anchor={phone ? 'bottom' : 'right'}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': label,
          sx: {
            display: 'flex',
            ...(phone
              ? { maxHeight: '85dvh', borderTopLeftRadius: 12, borderTopRightRadius: 12 }
              : { width: WIDTH }),
          },
        },
      }}
    >
      {content}
    </Drawer>
  );
}

const Aside = ({ label, children }: { label: string; children: ReactNode }) => (
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
    {children}
  </Box>
);

const PanelSkeleton = () => (
  <Box role="status" aria-label="Loading" sx={{ display: 'grid', gap: 1.5 }}>
    <Skeleton variant="rounded" height={24} width="70%" />
    <Skeleton variant="rounded" height={16} width="50%" />
    <Skeleton variant="rounded" height={96} />
  </Box>
);
