import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import MarkEmailReadOutlined from '@mui/icons-material/MarkEmailReadOutlined';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EmailActivity } from '@besahubs/contracts/email';
import { emailActivity, useLiveEmail } from '../../api/email';
import { EmptyState } from '../../components/EmptyState';
import { plural } from '../../components/format';
import { LoadError } from '../../components/list/ListEmpty';
import { emailEventOptions } from '../../domain/email';
import type { RecordTabProps } from '../../feature';
import { useDelayed } from '../../hooks/ui';
import { EmailCharts } from './EmailCharts';
import { EventRow } from './EventRow';

const PAGE_SIZE = 25;
const DAYS = 30;

/** What became of the mails to a contact, or of a campaign: numbers, daily charts and every event, live (UI1). */
export default function EmailActivityTab({ resource, id, name }: RecordTabProps) {
  const [type, setType] = useState('');
  const [page, setPage] = useState(1);
  useLiveEmail(resource, id);
  const activity = useQuery(emailActivity(resource, id, { page, type, days: DAYS, pageSize: PAGE_SIZE }));
  const waiting = useDelayed(activity.isPending);
  if (activity.isError && !activity.data)
    return <LoadError compact error={activity.error} onRetry={() => void activity.refetch()} />;
  if (!activity.data) return waiting ? <ActivitySkeleton /> : null;
  const { data } = activity;
  const nothing = data.total === 0 && data.totals.sent === 0 && !type;
  if (nothing) return <Nothing resource={resource} name={name} />;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <EmailCharts totals={data.totals} series={data.series} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Box component="h2" className="num" sx={{ flex: 1, m: 0, fontSize: 'inherit', fontWeight: 540 }}>
          {plural(data.total, 'event')}
        </Box>
        <TypeFilter
          value={type}
          onChange={(next) => {
            setType(next);
            setPage(1);
          }}
        />
      </Box>
      <Events data={data} resource={resource} stale={activity.isPlaceholderData} />
      <Pages data={data} onPage={setPage} />
    </Box>
  );
}

const TypeFilter = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => (
  <TextField
    select
    size="small"
    label="Show"
    value={value}
    onChange={(event) => onChange(event.target.value)}
    slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    sx={{ width: 160 }}
  >
    <MenuItem value="">All events</MenuItem>
    {emailEventOptions.map((option) => (
      <MenuItem key={option.value} value={option.value}>
        {option.label}
      </MenuItem>
    ))}
  </TextField>
);

interface EventsProps {
  data: EmailActivity;
  resource: string;
  stale: boolean;
}
const headings = ['Event', 'When', 'About', 'Details'];
const cell = { textAlign: 'left', fontWeight: 540, color: 'text.secondary', py: 0.75, pr: 2 } as const;

function Events({ data, resource, stale }: EventsProps) {
  if (!data.items.length)
    return <EmptyState compact title="No such events" text="Choose another kind to see more." />;
  return (
    <Box sx={{ overflowX: 'auto', opacity: stale ? 0.6 : 1 }}>
      <Box
        component="table"
        aria-label="E-mail events"
        sx={{ width: '100%', minWidth: 520, borderCollapse: 'collapse', tableLayout: 'fixed' }}
      >
        <Box component="colgroup">
          {[128, 128, 200, 200].map((width, index) => (
            <Box component="col" key={headings[index]} sx={{ width: index < 2 ? width : 'auto' }} />
          ))}
        </Box>
        <Box component="thead" sx={{ borderBottom: 1, borderColor: 'divider' }}>
          <tr>
            {headings.map((heading) => (
              <Box component="th" key={heading} scope="col" sx={cell}>
                {heading}
              </Box>
            ))}
          </tr>
        </Box>
        <tbody>
          {data.items.map((event) => (
            <EventRow key={event.id} event={event} resource={resource} />
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

function Pages({ data, onPage }: { data: EmailActivity; onPage: (page: number) => void }) {
  const { page, pageSize, total } = data;
  if (total <= pageSize) return null;
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', justifyContent: 'flex-end' }}>
      <Button color="inherit" disabled={page === 1} onClick={() => onPage(page - 1)}>
        Newer
      </Button>
      <Box className="num" sx={{ color: 'text.secondary' }}>
        {(page - 1) * pageSize + 1}–{Math.min(page * pageSize, total)} of {total}
      </Box>
      <Button color="inherit" disabled={page * pageSize >= total} onClick={() => onPage(page + 1)}>
        Older
      </Button>
    </Box>
  );
}

const Nothing = ({ resource, name }: { resource: string; name: string }) => (
  <EmptyState
    compact
    icon={MarkEmailReadOutlined}
    title="No e-mail yet"
    text={
      resource === 'campaigns'
        ? 'Once it goes out, deliveries, opens and clicks arrive here while you watch.'
        : `Mails to ${name} and what became of them show here: delivered, opened, clicked.`
    }
  />
);

const ActivitySkeleton = () => (
  <Box role="status" aria-label="Loading" sx={{ display: 'grid', gap: 2, pt: 1 }}>
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))' }}>
      {[0, 1, 2].map((chart) => (
        <Skeleton key={chart} variant="rounded" height={116} />
      ))}
    </Box>
    {[0, 1, 2, 3].map((row) => (
      <Skeleton key={row} height={28} width={`${90 - row * 9}%`} />
    ))}
  </Box>
);
