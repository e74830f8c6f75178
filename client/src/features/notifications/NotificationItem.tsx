import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import CloseRounded from '@mui/icons-material/CloseRounded';
import DraftsOutlined from '@mui/icons-material/DraftsOutlined';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import MarkEmailUnreadOutlined from '@mui/icons-material/MarkEmailUnreadOutlined';
import NotificationsNoneRounded from '@mui/icons-material/NotificationsNoneRounded';
import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import TaskAltRounded from '@mui/icons-material/TaskAltRounded';
import type { SvgIconComponent } from '@mui/icons-material';
import type { Notification } from '@besahubs/contracts/notifications';
import { Link } from 'react-router-dom';
import { useDismiss, useMarkRead } from '../../api/notifications';
import { time } from '../../components/dates';
import { iso } from '../../components/days';
import { visuallyHidden } from '../../components/visuallyHidden';
import { useZone } from '../../hooks/zone';
import { recordPath } from '../../paths';

const ICONS: Record<string, SvgIconComponent> = {
  calendar: CalendarMonthOutlined,
  campaign: CampaignOutlined,
  contact: PeopleAltOutlined,
  dashboard: SpaceDashboardOutlined,
  deal: HandshakeOutlined,
  task: TaskAltRounded,
};
const iconOf = (kind: string): SvgIconComponent =>
  ICONS[kind.split('.')[0] ?? ''] ?? NotificationsNoneRounded;

/** One notification: a click opens what it is about and marks it as read. */
export function NotificationItem({ item }: { item: Notification }) {
  const zone = useZone();
  const markRead = useMarkRead();
  const dismiss = useDismiss();
  const { id, title, body, resource, resourceId, createdAt } = item;
  const read = item.readAt !== null;
  const path = resource && resourceId ? recordPath(resource, resourceId) : null;
  const Icon = iconOf(item.kind);
  const toggle = read ? 'Mark as unread' : 'Mark as read';
  return (
    <Box component="li" sx={row}>
      <Box sx={{ position: 'relative', display: 'flex', mt: 0.25, color: 'text.secondary' }}>
        <Icon aria-hidden sx={{ fontSize: 20 }} />
        {!read && <Box aria-hidden sx={dot} />}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="div" sx={{ fontWeight: read ? 430 : 600, overflowWrap: 'anywhere' }}>
          {path ? (
            <Box
              component={Link}
              to={path}
              onClick={() => !read && markRead.mutate({ id, read: true })}
              sx={wholeRow}
            >
              {title}
            </Box>
          ) : (
            title
          )}
          {!read && (
            <Box component="span" sx={visuallyHidden}>
              {' '}
              (unread)
            </Box>
          )}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {body && `${body} · `}
          <span className="num" title={iso(createdAt, zone)}>
            {time(createdAt, zone)}
          </span>
        </Typography>
      </Box>
      <Box sx={{ position: 'relative', zIndex: 1, display: 'flex', my: -0.5 }}>
        <Tooltip title={toggle}>
          <IconButton
            size="small"
            aria-label={`${toggle}: ${title}`}
            onClick={() => markRead.mutate({ id, read: !read })}
          >
            {read ? <MarkEmailUnreadOutlined /> : <DraftsOutlined />}
          </IconButton>
        </Tooltip>
        <Tooltip title="Dismiss">
          <IconButton size="small" aria-label={`Dismiss: ${title}`} onClick={() => dismiss.mutate(id)}>
            <CloseRounded />
          </IconButton>
        </Tooltip>
      </Box>
    </Box>
  );
}

const row = {
  position: 'relative',
  display: 'flex',
  alignItems: 'flex-start',
  gap: 1.5,
  px: 1,
  mx: -1,
  py: 1.25,
  borderBottom: 1,
  borderColor: 'divider',
  '&:hover': { bgcolor: 'surface.hover' },
} as const;

const dot = {
  position: 'absolute',
  top: -2,
  right: -2,
  width: 8,
  height: 8,
  borderRadius: '50%',
  bgcolor: 'primary.main',
} as const;

/** The whole row is the link's target; the buttons stay above it. */
const wholeRow = {
  color: 'inherit',
  textDecoration: 'none',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
} as const;
