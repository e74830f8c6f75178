import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { calendarProviders } from '@besahubs/contracts/calendar';
import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import { connectCalendar } from '../api/calendar';
import { toast } from '../components/toast';
import { connectProblems, providerLooks } from './calendar';

interface ConnectButtonProps {
  provider: CalendarProviderName;
  /** Where the consent screen comes back to. */
  returnTo: string;
  label?: string;
  large?: boolean;
}

/** Goes to a provider's consent screen; stays busy until the browser has left. */
export function ConnectButton({ provider, returnTo, label, large = false }: ConnectButtonProps) {
  const [leaving, setLeaving] = useState(false);
  const { name, icon: Icon } = providerLooks[provider];
  const connect = () => {
    setLeaving(true);
    connectCalendar(provider, returnTo).catch((error: unknown) => {
      setLeaving(false);
      toast.error(error);
    });
  };
  return (
    <Button
      variant="outlined"
      color="inherit"
      loading={leaving}
      loadingPosition="start"
      startIcon={<Icon />}
      onClick={connect}
      sx={large ? { minHeight: 48, px: 2.5, width: { xs: '100%', sm: 220 } } : {}}
    >
      {label ?? `Connect ${name}`}
    </Button>
  );
}

/** One button for each provider. */
export const ConnectButtons = ({ returnTo, large = false }: { returnTo: string; large?: boolean }) => (
  <>
    {calendarProviders.map((provider) => (
      <ConnectButton key={provider} provider={provider} returnTo={returnTo} large={large} />
    ))}
  </>
);

/** How connecting went: a toast when it did, a notice that stays when it did not. Cleans the URL. */
export function ConnectOutcome() {
  const [params, setParams] = useSearchParams();
  const [problem, setProblem] = useState<string | null>(null);
  const connected = params.get('connected');
  const error = params.get('error');
  useEffect(() => {
    if (!connected && !error) return;
    if (connected) toast.success(`${nameOf(connected)} calendar connected`);
    if (error) setProblem(connectProblems[error] ?? 'The calendar was not connected. Please try again.');
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete('connected');
        next.delete('error');
        return next;
      },
      { replace: true },
    );
  }, [connected, error, setParams]);
  if (!problem) return null;
  return (
    <Alert severity="warning" onClose={() => setProblem(null)} sx={{ mb: 1.5 }}>
      {problem}
    </Alert>
  );
}

const nameOf = (provider: string): string =>
  calendarProviders.some((known) => known === provider)
    ? providerLooks[provider as CalendarProviderName].name
    : 'The';
