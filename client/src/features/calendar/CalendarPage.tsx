import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { calendarAccounts } from '../../api/calendar';
import { LoadError } from '../../components/list/ListEmpty';
import { PageHeader } from '../../components/Page';
import { useDelayed } from '../../hooks/ui';
import { ConnectedCalendar } from './ConnectedCalendar';
import { EmptyCalendar } from './EmptyCalendar';

/** The user's connected calendars as month, week, day or agenda, in the time zone of their profile. */
export function Component() {
  const accounts = useQuery(calendarAccounts());
  const waiting = useDelayed(accounts.isPending);
  if (accounts.data?.length) return <ConnectedCalendar accounts={accounts.data} />;
  return (
    <Box sx={{ height: '100%', overflowY: 'auto' }}>
      <PageHeader title="Calendar" context={accounts.data && 'No calendar is connected yet'} />
      {accounts.data && <EmptyCalendar />}
      {accounts.isError && <LoadError error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {waiting && (
        <Box sx={{ px: { xs: 2, sm: 3 } }} role="status" aria-label="Loading">
          <Skeleton variant="rounded" height={480} />
        </Box>
      )}
    </Box>
  );
}
