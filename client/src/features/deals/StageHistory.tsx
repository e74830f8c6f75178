import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import type { Deal, StageEvent } from '@besahubs/contracts/deals';
import type { ReactNode } from 'react';
import { stageEvents } from '../../api/deals';
import { NONE, percent, plural } from '../../components/format';
import { EmptyState } from '../../components/EmptyState';
import { LoadError } from '../../components/list/ListEmpty';
import { StatusChip } from '../../components/StatusChip';
import { DateOnly, DateTime, Money } from '../../components/values';
import { dealStageLooks } from '../../domain/deals';

const DAY_S = 86_400;

/** “12 days”, “under a day”; how long the deal stayed in the stage it left. */
function stayed({ secondsInStage }: StageEvent): string {
  if (secondsInStage === null) return NONE;
  const days = Math.floor(secondsInStage / DAY_S);
  return days ? plural(days, 'day') : 'under a day';
}

interface HistoryColumn {
  label: string;
  right?: boolean;
  show: (event: StageEvent) => ReactNode;
}
const columns: readonly HistoryColumn[] = [
  { label: 'Moved to', show: (event) => <StatusChip look={dealStageLooks[event.toStage]} /> },
  { label: 'When', show: (event) => <DateTime value={event.occurredAt} /> },
  { label: 'By', show: (event) => event.by?.name ?? 'BesaHubs' },
  { label: 'Stayed before', right: true, show: stayed },
  { label: 'Value then', right: true, show: (event) => <Money value={event.value} /> },
  { label: 'Gross fee then', right: true, show: (event) => <Money value={event.grossCommission} /> },
  { label: 'Probability', right: true, show: (event) => percent(event.probability) },
  { label: 'Expected close then', show: (event) => <DateOnly value={event.expectedCloseDate} /> },
];

/** Every move of a deal, the latest first, with how it stood then. */
export function StageHistory({ deal }: { deal: Deal }) {
  const events = useQuery(stageEvents(deal.id));
  if (events.isError) return <LoadError compact error={events.error} onRetry={() => void events.refetch()} />;
  if (!events.data) return null;
  if (!events.data.length)
    return (
      <EmptyState compact title="No moves yet" text="Each change of stage is kept here, with its date." />
    );
  return (
    <Box sx={{ overflowX: 'auto', pt: 1 }} tabIndex={0} role="region" aria-label="Stage history">
      <Table size="small" className="num" sx={{ '& td, & th': { whiteSpace: 'nowrap' } }}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <TableCell
                key={column.label}
                align={column.right ? 'right' : 'left'}
                sx={{ color: 'text.secondary' }}
              >
                {column.label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...events.data].reverse().map((event) => (
            <TableRow key={event.id}>
              {columns.map((column) => (
                <TableCell key={column.label} align={column.right ? 'right' : 'left'}>
                  {column.show(event)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
