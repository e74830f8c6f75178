import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import NotificationsNoneRounded from '@mui/icons-material/NotificationsNoneRounded';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router-dom';
import type { Notification } from '@besahubs/contracts/notifications';
import { latestNotifications, useMarkAllRead, useMarkRead } from '../../api/notifications';
import { EmptyState } from '../../components/EmptyState';
import { LoadError } from '../../components/list/ListEmpty';
import { Ago } from '../../components/values';
import { paths, recordPath } from '../../paths';

/** The latest thirty; a click marks one as read and opens what it is about. */
export default function NotificationPanel({ unread, onClose }: { unread: number; onClose: () => void }) {
  const latest = useQuery(latestNotifications);
  const markAll = useMarkAllRead();
  const items = latest.data?.items;
  return (
    <Box>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          px: 2,
          minHeight: 48,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography variant="h3" component="h2" sx={{ flex: 1 }}>
          Notifications
        </Typography>
        {unread > 0 && <Button onClick={() => markAll.mutate()}>Mark all as read</Button>}
      </Box>
      <Box sx={{ maxHeight: 'min(480px, 70vh)', overflowY: 'auto' }}>
        {latest.isError && !items && (
          <LoadError compact error={latest.error} onRetry={() => void latest.refetch()} />
        )}
        {items?.length === 0 && (
          <EmptyState
            compact
            icon={NotificationsNoneRounded}
            title="You are all caught up"
            text="Assignments, mentions and answers to your campaigns appear here."
          />
        )}
        {items?.map((item) => (
          <NotificationRow key={item.id} item={item} onClose={onClose} />
        ))}
      </Box>
      <Box sx={{ borderTop: 1, borderColor: 'divider', p: 0.5 }}>
        <Button component={Link} to={paths.notifications} onClick={onClose} fullWidth>
          All notifications
        </Button>
      </Box>
    </Box>
  );
}

function NotificationRow({ item, onClose }: { item: Notification; onClose: () => void }) {
  const navigate = useNavigate();
  const markRead = useMarkRead();
  const path = item.resource && item.resourceId ? recordPath(item.resource, item.resourceId) : null;
  const open = () => {
    if (!item.readAt) markRead.mutate({ id: item.id, read: true });
    if (!path) return;
    onClose();
    void navigate(path);
  };
  return (
    <ButtonBase
      onClick={open}
      sx={{
        width: '100%',
        display: 'flex',
        alignItems: 'flex-start',
        textAlign: 'left',
        gap: 1.25,
        px: 2,
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
        '&:hover': { bgcolor: 'surface.hover' },
      }}
    >
      <Box
        role="img"
        aria-label={item.readAt ? 'Read' : 'Unread'}
        sx={{
          width: 8,
          height: 8,
          mt: 0.75,
          borderRadius: '50%',
          flexShrink: 0,
          bgcolor: item.readAt ? 'transparent' : 'primary.main',
        }}
      />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography sx={{ fontWeight: item.readAt ? 430 : 600 }}>{item.title}</Typography>
        {item.body && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {item.body}
          </Typography>
        )}
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        <Ago value={item.createdAt} />
      </Typography>
    </ButtonBase>
  );
}
