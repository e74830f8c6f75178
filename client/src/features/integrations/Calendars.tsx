import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Integrations } from '@besahubs/contracts/integrations';
import { calendarAccounts } from '../../api/calendar';
import { useMe } from '../../api/session';
import { LoadError } from '../../components/list/ListEmpty';
import { Section } from '../../components/Page';
import { providerLooks } from '../../domain/calendar';
import { ConnectButton, ConnectOutcome } from '../../domain/calendarConnect';
import { paths } from '../../paths';
import { AccountRow } from './AccountRow';

/** One's own calendars, and for an admin those of the others; with the ways to connect another. */
export function Calendars({ providers }: { providers: Integrations['calendars'] }) {
  const me = useMe();
  const admin = me.role === 'admin';
  const accounts = useQuery(calendarAccounts(admin));
  const mine = (accounts.data ?? []).filter(({ user }) => user?.id === me.id);
  const others = (accounts.data ?? []).filter(({ user }) => user?.id !== me.id);
  return (
    <>
      <Section title="Your calendars">
        <ConnectOutcome />
        {accounts.isError && !accounts.data && (
          <LoadError compact error={accounts.error} onRetry={() => void accounts.refetch()} />
        )}
        {accounts.data && mine.length === 0 && (
          <Typography sx={{ color: 'text.secondary' }}>
            None yet. Connected, your meetings show here, and what you plan here is in your own calendar.
          </Typography>
        )}
        <Rows label="Your calendars">
          {mine.map((account) => (
            <AccountRow key={account.id} account={account} mine />
          ))}
        </Rows>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
          {providers
            .filter(({ configured }) => configured)
            .map(({ provider }) => (
              <ConnectButton key={provider} provider={provider} returnTo={paths.integrations} />
            ))}
        </Box>
        {providers
          .filter(({ configured }) => !configured)
          .map(({ provider, variables }) => (
            <Alert key={provider} severity="info" sx={{ mt: 1.5 }}>
              {providerLooks[provider].name} is not set up on this server.
              {admin && ` It needs ${variables.join(' and ')} in the environment.`}
            </Alert>
          ))}
      </Section>
      {others.length > 0 && (
        <Section title="Calendars of the others">
          <Rows label="Calendars of the others">
            {others.map((account) => (
              <AccountRow key={account.id} account={account} mine={false} />
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
}

const Rows = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <Box
    component="ul"
    aria-label={label}
    sx={{ m: 0, p: 0, listStyle: 'none', '&:empty': { display: 'none' } }}
  >
    {children}
  </Box>
);
