import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import OpenInNewRounded from '@mui/icons-material/OpenInNewRounded';
import type { Integrations } from '@besahubs/contracts/integrations';
import { Section } from '../../components/Page';

/** Where to look at what the local stand-ins for SendGrid, Google and Microsoft hold. */
export const StandIns = ({ pages }: { pages: Integrations['standIns'] }) => (
  <Section title="Local providers">
    <Typography sx={{ color: 'text.secondary', mb: 1 }}>
      This copy talks to stand-ins on this machine. Mails land in an inbox here, and calendars are made up;
      nothing leaves the machine.
    </Typography>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1 }}>
      {pages.map(({ label, url }) => (
        <Link
          key={url}
          href={url}
          target="_blank"
          rel="noreferrer"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, minHeight: 24 }}
        >
          {label}
          <OpenInNewRounded titleAccess="opens in a new tab" sx={{ fontSize: 14 }} />
        </Link>
      ))}
    </Box>
  </Section>
);
