import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import SyncRounded from '@mui/icons-material/SyncRounded';
import type { CalendarAccount } from '@besahubs/contracts/calendar';
import { useSync } from '../../api/calendar';
import { relative } from '../../components/dates';
import { useNow } from '../../hooks/zone';

/** Brings all calendars up to date; tells when that was last done. */
export function SyncButton({ accounts }: { accounts: readonly CalendarAccount[] }) {
  const sync = useSync();
  const now = useNow();
  const usable = accounts.filter((account) => account.status !== 'needs_reauth').map(({ id }) => id);
  const times = accounts.flatMap(({ lastSyncAt }) => lastSyncAt ?? []).sort();
  const last = times[0] ? `Last synced ${relative(times[0], now)}` : 'Not synced yet';
  return (
    <Tooltip title={last}>
      <span>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<SyncRounded />}
          loading={sync.isPending}
          loadingPosition="start"
          disabled={usable.length === 0}
          onClick={() => sync.mutate(usable)}
        >
          {sync.isPending ? 'Syncing' : 'Sync now'}
        </Button>
      </span>
    </Tooltip>
  );
}
