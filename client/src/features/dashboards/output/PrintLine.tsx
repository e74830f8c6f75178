import Box from '@mui/material/Box';
import { dateTime } from '../../../components/dates';
import { useZone } from '../../../hooks/zone';
import { useDashboard } from '../page/context';

/** “As of Mar 1, 2026, 2:30 PM (America/Chicago)”; empty before the first answer. */
export const asOfText = (updatedAt: number | null, zone: string): string =>
  updatedAt
    ? `As of ${dateTime(new Date(updatedAt).toISOString(), zone)} (${zone.replaceAll('_', ' ')})`
    : '';

/** On paper only: whose figures these are and of when; what they are filtered by stands below. */
export function PrintLine({ updatedAt }: { updatedAt: number | null }) {
  const { dashboard } = useDashboard();
  const zone = useZone();
  const facts = [dashboard.owner?.name, asOfText(updatedAt, zone)];
  return <Box className="print-only">{facts.filter(Boolean).join(' · ')}</Box>;
}
