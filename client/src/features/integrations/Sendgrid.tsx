import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded';
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded';
import HelpOutlineRounded from '@mui/icons-material/HelpOutlineRounded';
import RefreshRounded from '@mui/icons-material/RefreshRounded';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import { useQuery } from '@tanstack/react-query';
import type { SendgridStatus } from '@besahubs/contracts/email';
import { sendgridStatus } from '../../api/sendgrid';
import { useCan } from '../../api/session';
import { LoadError } from '../../components/list/ListEmpty';
import { Section } from '../../components/Page';
import { StatusChip } from '../../components/StatusChip';
import type { StatusLook } from '../../components/StatusChip';
import { Ago } from '../../components/values';
import { TestMail } from './TestMail';

type State = SendgridStatus['state'];
const LOOKS: Record<State, StatusLook> = {
  ok: { label: 'Fine', tone: 'success', icon: CheckCircleOutlineRounded },
  warning: { label: 'Look at this', tone: 'warning', icon: WarningAmberRounded },
  error: { label: 'Does not work', tone: 'error', icon: ErrorOutlineRounded },
  unknown: { label: 'Not known', tone: 'neutral', icon: HelpOutlineRounded },
};

/** How e-mail stands: each check by itself, and a test mail to see the loop close. */
export function Sendgrid() {
  const can = useCan();
  const status = useQuery(sendgridStatus);
  return (
    <Section
      title="E-mail (SendGrid)"
      action={
        <Button
          color="inherit"
          startIcon={<RefreshRounded />}
          loading={status.isFetching}
          loadingPosition="start"
          onClick={() => void status.refetch()}
        >
          Check again
        </Button>
      }
    >
      {status.isPending && <Typography sx={{ color: 'text.secondary' }}>Asking SendGrid…</Typography>}
      {status.isError && !status.data && (
        <LoadError compact error={status.error} onRetry={() => void status.refetch()} />
      )}
      {status.data && <Checks status={status.data} />}
      {can('email.settings') && <TestMail inboxUrl={status.data?.inboxUrl ?? null} />}
    </Section>
  );
}

function Checks({ status }: { status: SendgridStatus }) {
  const facts = [
    ['Sends as', `${status.fromName} <${status.fromEmail}>`],
    ['Events come to', status.webhookUrl],
    ['Last event', <Ago key="last" value={status.lastEventAt} />],
    ['Server', status.real ? 'SendGrid' : `A stand-in at ${status.baseUrl}`],
  ] as const;
  return (
    <>
      <Box component="ul" aria-label="Checks" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {status.checks.map(({ key, label, state, detail }) => (
          <Box
            component="li"
            key={key}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 2,
              py: 1,
              borderTop: 1,
              borderColor: 'divider',
            }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={{ fontWeight: 540 }}>{label}</Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
                {detail}
              </Typography>
            </Box>
            <StatusChip look={LOOKS[state]} />
          </Box>
        ))}
      </Box>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: '112px minmax(0, 1fr)',
          m: 0,
          pt: 1,
          borderTop: 1,
          borderColor: 'divider',
        }}
      >
        {facts.map(([label, value]) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Typography component="dt" sx={{ color: 'text.secondary', py: 0.5 }}>
              {label}
            </Typography>
            <Typography component="dd" sx={{ m: 0, py: 0.5, overflowWrap: 'anywhere' }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
      {status.inboxUrl && (
        <Link href={status.inboxUrl} target="_blank" rel="noreferrer">
          Open the inbox of the stand-in
        </Link>
      )}
    </>
  );
}
