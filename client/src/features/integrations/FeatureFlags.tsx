import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded';
import ToggleOffOutlined from '@mui/icons-material/ToggleOffOutlined';
import type { Flags } from '@besahubs/contracts/auth';
import type { Integrations } from '@besahubs/contracts/integrations';
import { useMe } from '../../api/session';
import { Section } from '../../components/Page';
import { StatusChip } from '../../components/StatusChip';
import type { StatusLook } from '../../components/StatusChip';

const WORDS: Record<keyof Flags, { name: string; what: string }> = {
  sendgrid: { name: 'E-mail', what: 'Campaigns, e-mail activity and mails sent through SendGrid' },
  calendar: { name: 'Calendar', what: 'Google and Microsoft calendars, in both directions' },
  dashboards: { name: 'Dashboards', what: 'Dashboards and reports' },
};
const ON: StatusLook = { label: 'On', tone: 'success', icon: CheckCircleOutlineRounded };
const OFF: StatusLook = { label: 'Off', tone: 'neutral', icon: ToggleOffOutlined };

/** Which parts of BesaHubs are switched on. Nobody changes that here: it is set where the server is started. */
export function FeatureFlags({ flags }: { flags: Integrations['flags'] }) {
  const { role } = useMe();
  return (
    <Section title="Features">
      <Typography sx={{ color: 'text.secondary', mb: 1 }}>
        Set by the environment, so they cannot be switched here.{' '}
        {role === 'admin'
          ? 'Set a variable to true or false where the server is started, and restart it.'
          : 'An administrator of the server can change them.'}
      </Typography>
      <Box component="ul" aria-label="Features" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {flags.map(({ key, variable, on }) => (
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
              <Typography sx={{ fontWeight: 540 }}>{WORDS[key].name}</Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {WORDS[key].what} · <code>{variable}</code>
              </Typography>
            </Box>
            <StatusChip look={on ? ON : OFF} />
          </Box>
        ))}
      </Box>
    </Section>
  );
}
