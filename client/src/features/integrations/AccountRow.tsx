import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import SyncRounded from '@mui/icons-material/SyncRounded';
import type { CalendarAccount } from '@besahubs/contracts/calendar';
import { useState } from 'react';
import { useDisconnect, useSync } from '../../api/calendar';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { relative } from '../../components/dates';
import { iso } from '../../components/days';
import { StatusChip } from '../../components/StatusChip';
import { RefLink } from '../../components/values';
import { accountLook, providerLooks } from '../../domain/calendar';
import { ConnectButton } from '../../domain/calendarConnect';
import { useNow, useZone } from '../../hooks/zone';
import { paths } from '../../paths';

/** A connected calendar: whose, how it stands, when it was last synced, and what can be done about it. */
export function AccountRow({ account, mine }: { account: CalendarAccount; mine: boolean }) {
  const { email, provider, status, lastError } = account;
  const { name, icon: Icon } = providerLooks[provider];
  const sync = useSync();
  const ended = status === 'needs_reauth';
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        columnGap: 1.5,
        rowGap: 1,
        py: 1.25,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Icon aria-hidden sx={{ color: 'text.secondary' }} />
      <Box sx={{ flex: 1, minWidth: 200 }}>
        <Typography component="div" sx={{ fontWeight: 540, overflowWrap: 'anywhere' }}>
          {email} <StatusChip look={accountLook(account)} />
        </Typography>
        <Typography component="div" variant="body2" sx={{ color: 'text.secondary' }}>
          {!mine && (
            <>
              <RefLink value={account.user} to={paths.agent} />
              {' · '}
            </>
          )}
          {name} · <LastSync at={account.lastSyncAt} />
        </Typography>
        {ended && (
          <Typography variant="body2" sx={{ color: 'warning.main' }}>
            {name} no longer lets us in.{' '}
            {mine ? 'Connect it again to go on.' : 'Its owner has to connect it again.'}
          </Typography>
        )}
        {status === 'error' && lastError && (
          <Typography variant="body2" sx={{ color: 'error.main', overflowWrap: 'anywhere' }}>
            {lastError}
          </Typography>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {ended && mine && (
          <ConnectButton provider={provider} returnTo={paths.integrations} label="Connect again" />
        )}
        {!ended && (
          <Button
            variant="outlined"
            color="inherit"
            startIcon={<SyncRounded />}
            loading={sync.isPending}
            loadingPosition="start"
            aria-label={`Sync now: ${email}`}
            onClick={() => sync.mutate([account.id])}
          >
            Sync now
          </Button>
        )}
        <DisconnectButton account={account} mine={mine} />
      </Box>
    </Box>
  );
}

function LastSync({ at }: { at: string | null }) {
  const zone = useZone();
  const now = useNow();
  return <span title={iso(at, zone)}>{at ? `synced ${relative(at, now)}` : 'not synced yet'}</span>;
}

function DisconnectButton({ account, mine }: { account: CalendarAccount; mine: boolean }) {
  const [asking, setAsking] = useState(false);
  const disconnect = useDisconnect();
  const { email, provider } = account;
  const { name } = providerLooks[provider];
  return (
    <>
      <Button
        color="inherit"
        loading={disconnect.isPending}
        aria-label={`Disconnect ${email}`}
        onClick={() => setAsking(true)}
      >
        Disconnect
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Disconnect ${email}?`}
        text={`Its events disappear from BesaHubs, here and on the records they are linked to, and BesaHubs gives its permission back to ${name}. Nothing is deleted at ${name}. ${mine ? 'You' : 'Its owner'} can connect it again at any time.`}
        confirm="Disconnect"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          disconnect.mutate(account);
        }}
      />
    </>
  );
}
