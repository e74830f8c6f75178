import Box from '@mui/material/Box';
import { dateTime } from '../../../components/dates';
import { useZone } from '../../../hooks/zone';
import { useDashboard } from '../page/context';

/** On paper only: whose figures these are and of when; what they are filtered by stands below. */
export function PrintLine({ updatedAt }: { updatedAt: number | null }) {
  const { dashboard } = useDashboard();
  const zone = useZone();
  const at = updatedAt ? dateTime(new Date(updatedAt).toISOString(), zone) : null;
  return (
    <Box className="print-only">
      {dashboard.owner?.name}
      {at && ` · As of ${at} (${zone.replaceAll('_', ' ')})`}
    </Box>
  );
}
