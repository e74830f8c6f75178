import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import CloseRounded from '@mui/icons-material/CloseRounded';
import ContentCopyRounded from '@mui/icons-material/ContentCopyRounded';
import { useQuery } from '@tanstack/react-query';
import type { AuditEntry } from '@besahubs/contracts/audit';
import type { ReactNode } from 'react';
import { auditEntry } from '../../api/audit';
import { NONE } from '../../components/format';
import { LoadError } from '../../components/list/ListEmpty';
import { Section } from '../../components/Page';
import { toast } from '../../components/toast';
import { DateTime, RefLink } from '../../components/values';
import { actionText, resourceText } from '../../domain/audit';
import { useZone } from '../../hooks/zone';
import { paths } from '../../paths';
import { AboutRecord } from './AboutRecord';
import { changeTexts } from './changes';

/** One entry with all that was written down: each change, and where the request came from. */
export function EntryDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: entry, error, isError, refetch } = useQuery(auditEntry(id));
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      slotProps={{
        paper: { role: 'dialog', 'aria-label': 'Audit entry', sx: { width: 'min(560px, 100vw)' } },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          px: 2.5,
          minHeight: 56,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography variant="h2" sx={{ flex: 1 }}>
          {entry ? actionText(entry.action) : 'Audit entry'}
        </Typography>
        <IconButton aria-label="Close" onClick={onClose}>
          <CloseRounded />
        </IconButton>
      </Box>
      <Box sx={{ px: 2.5, pb: 3, overflowY: 'auto' }}>
        {isError && !entry && <LoadError compact error={error} onRetry={() => void refetch()} />}
        {entry && <Entry entry={entry} />}
      </Box>
    </Drawer>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const zone = useZone();
  const changes = changeTexts(entry, zone);
  return (
    <>
      <Section title="What">
        <Facts
          rows={[
            ['Time', <DateTime key="time" value={entry.createdAt} />],
            [
              'Who',
              entry.actor ? <RefLink key="who" value={entry.actor} to={paths.agent} /> : 'BesaHubs itself',
            ],
            [
              entry.resource ? resourceText(entry.resource) : 'About',
              <AboutRecord key="what" entry={entry} />,
            ],
          ]}
        />
      </Section>
      {changes.length > 0 && (
        <Section title="Changes">
          <Box component="table" sx={table}>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ field, before, after }) => (
                <tr key={field}>
                  <th scope="row">{field}</th>
                  <td>{before}</td>
                  <td>{after}</td>
                </tr>
              ))}
            </tbody>
          </Box>
        </Section>
      )}
      <Section title="Where from">
        <Facts
          rows={[
            ['IP address', entry.ip ?? NONE],
            ['Browser', entry.userAgent ?? NONE],
            ['Request id', <Copied key="request" text={entry.requestId} />],
            ['Code', entry.action],
          ]}
        />
      </Section>
    </>
  );
}

function Copied({ text }: { text: string | null }) {
  if (!text) return <span>{NONE}</span>;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast.info('Request id copied');
  };
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
      <span>{text}</span>
      <Tooltip title="Copy">
        <IconButton size="small" aria-label="Copy the request id" onClick={() => void copy()}>
          <ContentCopyRounded sx={{ fontSize: 14 }} />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

const Facts = ({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) => (
  <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: '112px minmax(0, 1fr)', m: 0 }}>
    {rows.map(([label, value]) => (
      <Box key={label} sx={{ display: 'contents' }}>
        <Typography component="dt" sx={{ color: 'text.secondary', py: 0.5 }}>
          {label}
        </Typography>
        <Typography component="dd" className="num" sx={{ m: 0, py: 0.5, overflowWrap: 'anywhere' }}>
          {value}
        </Typography>
      </Box>
    ))}
  </Box>
);

const table = {
  width: '100%',
  borderCollapse: 'collapse',
  textAlign: 'left',
  tableLayout: 'fixed',
  '& th, & td': {
    py: 0.75,
    pr: 1,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    borderBottom: 1,
    borderColor: 'divider',
  },
  '& thead th': { fontWeight: 500, fontSize: '0.75rem', color: 'text.secondary' },
  '& tbody th': { fontWeight: 430, color: 'text.secondary' },
} as const;
