import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { CalendarAccount } from '@besahubs/contracts/calendar';
import { ConnectButton, ConnectOutcome } from '../../domain/calendarConnect';
import { isFirstSync, providerLooks } from '../../domain/calendar';
import { paths } from '../../paths';

interface BannersProps {
  accounts: readonly CalendarAccount[];
  onRetry: (id: string) => void;
}

/** What stands between the person and a true calendar: consent that ended, a sync that failed, or is still running. */
export function Banners({ accounts, onRetry }: BannersProps) {
  return (
    <Box sx={{ px: { xs: 2, sm: 3 }, '& > *': { mb: 1 } }}>
      <ConnectOutcome />
      {accounts.map((account) => (
        <AccountBanner key={account.id} account={account} onRetry={() => onRetry(account.id)} />
      ))}
    </Box>
  );
}

function AccountBanner({ account, onRetry }: { account: CalendarAccount; onRetry: () => void }) {
  const { name } = providerLooks[account.provider];
  if (isFirstSync(account)) {
    return (
      <Box role="status">
        Reading {account.email} …
        <LinearProgress aria-label={`Reading ${account.email}`} sx={{ mt: 0.5, height: 2 }} />
      </Box>
    );
  }
  if (account.status === 'needs_reauth') {
    return (
      <Alert
        severity="warning"
        action={<ConnectButton provider={account.provider} returnTo={paths.calendar} label="Reconnect" />}
      >
        {name} no longer lets us see {account.email}. What you see may be out of date, and changes cannot be
        saved.
      </Alert>
    );
  }
  if (account.status === 'error') {
    return (
      <Alert
        severity="error"
        action={
          <Button color="inherit" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {account.email} could not be synced{account.lastError ? `: ${account.lastError}` : '.'}
      </Alert>
    );
  }
  return null;
}
