import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined';
import type { EmailEvent } from '@besahubs/contracts/email';
import { NONE } from '../../components/format';
import { StatusChip } from '../../components/StatusChip';
import { Ago, RefLink } from '../../components/values';
import { emailEventLook } from '../../domain/email';
import { paths } from '../../paths';

const cell = {
  height: 36,
  pr: 2,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  borderBottom: 1,
  borderColor: 'divider',
} as const;

/** One event: what, when, about which mail or whom, and where it led or why it failed. */
export function EventRow({ event, resource }: { event: EmailEvent; resource: string }) {
  return (
    <Box component="tr" sx={{ '&:hover': { bgcolor: 'surface.hover' } }}>
      <Box component="td" sx={cell}>
        <StatusChip look={emailEventLook(event)} />
        <Machine event={event} />
      </Box>
      <Box component="td" sx={{ ...cell, color: 'text.secondary' }}>
        <Ago value={event.eventTimestamp} />
      </Box>
      <Box component="td" sx={cell}>
        {resource === 'campaigns' ? <Recipient event={event} /> : <Mail event={event} />}
      </Box>
      <Box component="td" sx={{ ...cell, color: 'text.secondary' }} title={event.url ?? event.reason ?? ''}>
        {event.url?.replace(/^https?:\/\//, '') ?? event.reason ?? ''}
      </Box>
    </Box>
  );
}

const Recipient = ({ event }: { event: EmailEvent }) =>
  event.contact ? <RefLink value={event.contact} to={paths.contact} /> : <span>{event.email ?? NONE}</span>;

const Mail = ({ event }: { event: EmailEvent }) =>
  event.campaign ? (
    <RefLink value={event.campaign} to={paths.campaign} />
  ) : (
    <span title={event.subject ?? ''}>{event.subject ?? NONE}</span>
  );

/** Opens and clicks that no person made; they are not counted. */
function Machine({ event }: { event: EmailEvent }) {
  const text = event.isMachine
    ? 'Opened by a mail privacy proxy, not by a person'
    : 'Looks like a security scanner, not a person';
  if (!event.isMachine && !event.isSuspectedBot) return null;
  return (
    <Tooltip title={text}>
      <SmartToyOutlined
        titleAccess={text}
        sx={{ fontSize: 16, ml: 0.5, verticalAlign: 'middle', color: 'text.secondary' }}
      />
    </Tooltip>
  );
}
