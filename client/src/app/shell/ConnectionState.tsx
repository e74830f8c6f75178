import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import CloudOffRounded from '@mui/icons-material/CloudOffRounded';
import CloudSyncOutlined from '@mui/icons-material/CloudSyncOutlined';
import { useConnection } from '../../api/realtime';
import { visuallyHidden } from '../../components/visuallyHidden';
import { useDelayed } from '../../hooks/ui';

/** A blink of the network is no news; two seconds are. */
const NEWS_AFTER_MS = 2_000;

const LOOKS = {
  live: {
    icon: CloudDoneOutlined,
    label: 'Live',
    text: 'Changes by others appear at once.',
    color: 'text.secondary',
  },
  connecting: { icon: CloudSyncOutlined, label: 'Connecting', text: 'Connecting…', color: 'text.secondary' },
  offline: {
    icon: CloudOffRounded,
    label: 'Offline',
    text: 'No live updates. Reconnecting by itself; what you see may be old.',
    color: 'warning.main',
  },
} as const;

/** Is what one sees live? Quiet while it is. */
export function ConnectionState() {
  const connection = useConnection();
  const lasting = useDelayed(connection !== 'live', NEWS_AFTER_MS);
  const look = LOOKS[lasting ? connection : 'live'];
  return (
    <Tooltip title={look.text}>
      <Box
        role="status"
        sx={{ display: 'flex', alignItems: 'center', gap: 0.75, color: look.color, px: 0.5 }}
      >
        <look.icon aria-hidden sx={{ fontSize: 18 }} />
        <Box component="span" sx={lasting ? {} : visuallyHidden}>
          {look.label}
        </Box>
      </Box>
    </Tooltip>
  );
}
